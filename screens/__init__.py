"""What is seen, heard and focused. pygame lives only here.

SDL is told before pygame is first imported: without its framebuffer acceleration a flip costs a tenth and the process
half the memory (pygame-ce 2.5.8 at 1920 x 1080).
"""

import os

os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
