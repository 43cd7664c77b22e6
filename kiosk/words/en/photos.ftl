# Photos by the camera: what to change before one is taken.

photo-good = Hold still, and press “Take the photo”
photo-dark = It is too dark. Please turn to the light
photo-no-face = No face can be seen. Please bring it inside the oval
photo-several = Only one person, please
photo-far = Please come a little closer
photo-near = Please step back a little
photo-move-left = Please move a little to your left
photo-move-right = Please move a little to your right
photo-move-up = Please move your face up a little
photo-move-down = Please move your face down a little
photo-tilted = Please hold your head straight
photo-eyes = Please open both eyes and look at the camera
photo-bright = It is too bright. Please move away from strong light
photo-shadow = There is a shadow on your face. Please turn to the light
photo-flat = The picture is hazy. Please ask the staff
photo-blurred = The picture is blurred. Please hold still
photo-background = Something is behind you. Please stand before the wall
sheet-good = Hold it still, and press “Take the photo”
sheet-dark = It is too dark to read. Please put it in the light
sheet-no-sheet = No sheet can be seen. Please show all four corners
sheet-cut = An edge is cut off. Please show all four corners
sheet-small = Please bring the sheet a little closer
sheet-glare = It shines, and part can’t be read. Please turn the sheet a little
sheet-blurred = The letters are blurred. Please hold the sheet still
