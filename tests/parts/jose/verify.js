// Verifies one compact JWS from stdin by the certificate in its own x5c, RS256 only, and prints what it says.
// Exit code 1: the signature is wrong.
import { readFileSync } from "node:fs";
import { compactVerify, decodeProtectedHeader, errors, importX509 } from "jose";

const compact = readFileSync(0, "utf8").trim();
const [certificate] = decodeProtectedHeader(compact).x5c;
const pem = `-----BEGIN CERTIFICATE-----\n${certificate.match(/.{1,64}/g).join("\n")}\n-----END CERTIFICATE-----`;
try {
  const { payload, protectedHeader } = await compactVerify(compact, await importX509(pem, "RS256"), {
    algorithms: ["RS256"],
  });
  const { alg, typ } = protectedHeader;
  console.log(JSON.stringify({ alg, typ, payload: Buffer.from(payload).toString("base64") }));
} catch (error) {
  if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
  process.exitCode = 1;
}
