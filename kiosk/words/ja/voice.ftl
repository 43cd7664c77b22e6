# What only the voice says: of keys and fields, and of itself. Shown nowhere.

screen-say-choices = えらべるものは { $count }つです
screen-say-place = { $of }のうち { $at }番目《ばんめ》
screen-say-flat = いまは 押《お》せません
screen-say-button = 押《お》すキー
screen-say-radio = えらぶキー
screen-say-ready = { $label }、を 押《お》せます
screen-say-erased = 消《け》しました

voice-begins-keypad = 声《こえ》の案内《あんない》を 始《はじ》めます。下《した》と上《うえ》の キーで えらび、決定《けってい》の キーで 押《お》します。もう一度《いちど》 聞《き》く時《とき》は、声《こえ》の キーを 押《お》します。使《つか》い方《かた》は、声《こえ》の キーを 続《つづ》けて 押《お》します。
voice-begins-touch = 声《こえ》の案内《あんない》を 始《はじ》めます。もう一度《いちど》 聞《き》く時《とき》は、もう一度《いちど》「声《こえ》で聞《き》く」を 押《お》します。
voice-private = ほかは、受話器《じゅわき》か イヤホンで 聞《き》けます
voice-help = 声《こえ》の 使《つか》い方《かた》です。1を押《お》すと ゆっくり、3で 速《はや》く。4で 小《ちい》さく、6で 大《おお》きく。7で この画面《がめん》を ぜんぶ 読《よ》みます。8で 画面《がめん》を 暗《くら》くしたり、もどしたり します。9で 係員《かかりいん》を 呼《よ》びます。0で 声《こえ》を 止《と》めます。ほかの キーで、もとに もどります。
voice-slower = ゆっくり 話《はな》します
voice-faster = 速《はや》く 話《はな》します
voice-softer = 小《ちい》さく 話《はな》します
voice-louder = 大《おお》きく 話《はな》します
voice-limit = これが いちばんです
voice-dark = 画面《がめん》を 暗《くら》くしました
voice-light = 画面《がめん》を もどしました
voice-not-now = いまは できません
voice-ends = 声《こえ》の案内《あんない》を 終《お》わります
