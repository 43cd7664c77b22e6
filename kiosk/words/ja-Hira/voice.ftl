# What only the voice says: of keys and fields, and of itself. Shown nowhere.

screen-say-choices = えらべる ものは { $count }つです
screen-say-place = { $of }のうち { $at }番目《ばんめ》
screen-say-flat = 今《いま》は 押《お》せません
screen-say-button = 押《お》す キー
screen-say-radio = えらぶ キー
screen-say-ready = { $label }、を 押《お》せます
screen-say-erased = 消《け》しました

voice-begins-keypad = 声《こえ》の 案内《あんない》を 始《はじ》めます。下《した》と 上《うえ》の キーで えらびます。決定《けってい》の キーで 押《お》します。もう一度《いちど》 聞《き》く ときは、声《こえ》の キーを 押《お》します。使《つか》いかたは、声《こえ》の キーを 2回《かい》 つづけて 押《お》します。
voice-begins-touch = 声《こえ》の 案内《あんない》を 始《はじ》めます。もう一度《いちど》 聞《き》く ときは、もう一度《いちど》 「こえで きく」を 押《お》します。
voice-private = ほかの ことは、受話器《じゅわき》か イヤホンで 聞《き》けます
voice-help = 声《こえ》の 使《つか》いかたです。1を 押《お》すと、ゆっくり 話《はな》します。3で、速《はや》く 話《はな》します。4で、声《こえ》が 小《ちい》さくなります。6で、声《こえ》が 大《おお》きくなります。7で、この画面《がめん》を ぜんぶ 読《よ》みます。8で、画面《がめん》を 暗《くら》く します。もう一度《いちど》 押《お》すと、もどります。9で、係《かかり》の人《ひと》を 呼《よ》びます。0で、声《こえ》を 止《と》めます。ほかの キーで、もとに もどります。
voice-slower = ゆっくり 話《はな》します
voice-faster = 速《はや》く 話《はな》します
voice-softer = 小《ちい》さい 声《こえ》で 話《はな》します
voice-louder = 大《おお》きい 声《こえ》で 話《はな》します
voice-limit = ここまでです
voice-dark = 画面《がめん》を 暗《くら》く しました
voice-light = 画面《がめん》を もどしました
voice-not-now = 今《いま》は できません
voice-ends = 声《こえ》の 案内《あんない》を 終《お》わります
