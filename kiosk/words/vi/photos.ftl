# Photos by the camera: what to change before one is taken.

photo-good = Giữ yên như vậy, và nhấn “Chụp ảnh”
photo-dark = Quá tối. Xin quay mặt về phía sáng
photo-no-face = Không thấy mặt. Xin đưa mặt vào trong hình bầu dục
photo-several = Chỉ một người thôi
photo-far = Xin lại gần một chút
photo-near = Xin lùi lại một chút
photo-move-left = Xin dịch sang bên trái của quý vị một chút
photo-move-right = Xin dịch sang bên phải của quý vị một chút
photo-move-up = Xin đưa mặt lên một chút
photo-move-down = Xin hạ mặt xuống một chút
photo-tilted = Xin giữ đầu thẳng
photo-eyes = Xin mở cả hai mắt và nhìn vào máy ảnh
photo-bright = Quá sáng. Xin tránh xa ánh sáng mạnh
photo-shadow = Trên mặt có bóng. Xin quay mặt về phía sáng
photo-flat = Ảnh bị mờ đục. Xin hỏi nhân viên
photo-blurred = Ảnh bị nhòe. Xin giữ yên
photo-background = Có vật ở phía sau. Xin đứng trước tường
sheet-good = Giữ yên tờ giấy, và nhấn “Chụp ảnh”
sheet-dark = Quá tối, không đọc được. Xin để tờ giấy ra chỗ sáng
sheet-no-sheet = Không thấy tờ giấy. Xin để lộ cả bốn góc
sheet-cut = Một mép bị cắt mất. Xin để lộ cả bốn góc
sheet-small = Xin đưa tờ giấy lại gần máy ảnh một chút
sheet-glare = Bị lóa, có chỗ không đọc được. Xin xoay tờ giấy một chút
sheet-blurred = Chữ bị nhòe. Xin giữ yên tờ giấy
