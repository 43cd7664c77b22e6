# Photos by the camera: what to change before one is taken.

photo-good = 请保持不动，按“拍照”
photo-dark = 太暗了，看不清楚。请朝向亮的地方
photo-no-face = 看不到脸。请把脸放进椭圆线里
photo-several = 请只拍一个人
photo-far = 请再靠近一点
photo-near = 请再离远一点
photo-move-left = 请稍微向左移动
photo-move-right = 请稍微向右移动
photo-move-up = 请把脸稍微往上移
photo-move-down = 请把脸稍微往下移
photo-tilted = 请把头摆正
photo-eyes = 请睁开双眼，看着镜头
photo-bright = 太亮了。请避开强光
photo-shadow = 脸上有影子。请朝向光的方向
photo-flat = 照片发白不清楚。请告诉工作人员
photo-blurred = 画面模糊。请不要动
photo-background = 身后有东西。请站在墙前
sheet-good = 请保持不动，按“拍照”
sheet-dark = 太暗了，看不清字。请放到亮的地方
sheet-no-sheet = 找不到纸。请把纸的四个角都放进来
sheet-cut = 纸的边缘没拍全。请把四个角都放进来
sheet-small = 请把纸再靠近镜头一点
sheet-glare = 有反光，有的地方看不清。请换一下纸的方向
sheet-blurred = 字是模糊的。请不要移动纸
