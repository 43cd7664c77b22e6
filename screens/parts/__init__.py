"""The parts that pages are put together from: keys, choices, banners, pads, pictures, and the frame around."""
