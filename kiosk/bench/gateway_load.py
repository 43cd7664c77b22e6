"""How many log-ins a second a gateway takes, from terminals and cards that all come at once."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import ssl
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from devices.virtual.issuer import Issuer
from devices.virtual.personas import person
from kiosk.portal import Portal, assemble, login_message
from kiosk.portal_outcomes import LoggedIn, OpenChallenge

PEOPLE = ("ordinary", "ordinary_man", "ordinary_woman", "rare_kanji", "foreigner_long_name", "child", "minor", "dv")
