"""Content credentials made for a test: a certificate authority, a signer, and a signed picture."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

MIME = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "AVIF": "image/avif",
    "MP4": "video/mp4",
}
OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}, "core": {"allowed_network_hosts": []}}
TRAINED = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"

Key = ec.EllipticCurvePrivateKey


def signed(
    format_: str, data: bytes, *actions: Mapping[str, object], parent: bytes = b"", issuer: str = "Atelier"
) -> bytes:
    """The picture with credentials that record these actions.

    Args:
        format_: As Pillow names it, or MP4.
        data: The picture.
        actions: What was done, in C2PA's words.
        parent: Signed picture of the same format that this one was made from.
        issuer: The organisation that the signer's certificate names.
    """
    manifest = {
        "claim_generator_info": [{"name": "Easel", "version": "2.1"}],
        "title": "work",
        "assertions": [{"label": "c2pa.actions", "data": {"actions": list(actions)}}],
    }
    with c2pa.Context.from_dict(OFFLINE) as context, c2pa.Builder.from_json(json.dumps(manifest), context) as builder:
        if parent:
            builder.add_ingredient(
                {"title": "before", "label": "before", "relationship": "parentOf"}, MIME[format_], BytesIO(parent)
            )
        made = BytesIO()
        builder.sign(_signer(issuer), MIME[format_], BytesIO(data), made)
    return made.getvalue()


def root(issuer: str = "Atelier") -> str:
    """The certificate by which whoever vouches for this signer knows them, as PEM."""
    chain, _ = _certificates(issuer)
    begin = b"-----BEGIN CERTIFICATE-----"
    return (begin + chain.split(begin)[2]).decode("ascii")


def _signer(issuer: str) -> c2pa.Signer:
    chain, key = _certificates(issuer)
    return c2pa.Signer.from_info(c2pa.C2paSignerInfo(c2pa.C2paSigningAlg.ES256, chain, key, None))  # type: ignore[no-untyped-call]


@cache
def _certificates(issuer: str) -> tuple[bytes, bytes]:
    """The chain and the private key of a signer, as PEM."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name, name = _name("Test root"), _name(issuer)
    authority = (
        _certificate(root_name, root_name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(root_key, hashes.SHA256())
    )
    leaf = (
        _certificate(name, root_name, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return leaf.public_bytes(pem) + authority.public_bytes(pem), private


def _name(organisation: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation} signer"),
        ]
    )


def _certificate(subject: x509.Name, issuer: x509.Name, key: Key) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
