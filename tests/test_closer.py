"""The second encoder: it is trained, written as a graph that answers as the network does, and asked by sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from onrecord.api import make_report
from onrecord.reading.encoder import reader_model
from onrecord.reading.encoder.closely import LONGEST, window_of, within
from onrecord.reading.encoder.windows import Window, encoder_input, first_pieces
from onrecord.reading.encoder.words import words_of
from onrecord.reading.parse import parse

SENTENCE = "Shells killed two people in Izium on Monday, a doctor in Kharkiv said."


def test_a_sentence_is_read_alone_whatever_stands_around_it() -> None:
    model = reader_model()
    alone = words_of(SENTENCE, model.tokenizer)
    whole = Window(0, len(alone), 0, len(alone))
    given = *encoder_input(alone, whole, *model.marks), first_pieces(alone, whole)
    vectors = model.closely(*given)
    assert vectors.shape == (len(alone), 384) and np.isfinite(vectors).all()
    text = f"{SENTENCE} It rained. Nobody slept."
    words = words_of(text, model.tokenizer)
    window = window_of(words, parse(report=make_report(text))[0].sentences[0])
    assert window is not None and window.end == len(alone)
    again = model.closely(*encoder_input(words, window, *model.marks), first_pieces(words, window))
    assert np.array_equal(again, vectors)
    everything = Window(0, len(words), 0, len(words))
    other = model.closely(*encoder_input(words, everything, *model.marks), first_pieces(words, everything))
    assert not np.allclose(other[: len(alone)], vectors)


def test_a_sentence_without_end_is_left_to_the_first_encoder() -> None:
    model = reader_model()
    text = "They fled " + "and fled " * LONGEST
    words = words_of(text, model.tokenizer)
    assert window_of(words, parse(report=make_report(text))[0].sentences[0]) is None


def test_words_outside_a_sentence_are_its_nearest() -> None:
    assert within(np.array([[3, 5, 9]]), Window(5, 8, 5, 8)).tolist() == [[0, 0, 2]]


@pytest.fixture
def torch() -> Any:
    return pytest.importorskip("torch")


def asked(tokenizer: Any, text: str, there: bool) -> Any:
    from onrecord.training.closer import Asked

    words = words_of(text, tokenizer)
    at = np.array([[1, 2, 3, 3, 4, 4]])
    return Asked(
        words, Window(0, len(words), 0, len(words)), at, np.zeros((1, 5), np.float32), np.array([there], np.float32)
    )


def test_it_learns_and_its_graph_answers_as_it_does(torch: Any, tmp_path: Path) -> None:
    import onnxruntime

    from onrecord.training.closer import CloserRecipe, train_closer
    from onrecord.training.graph import closer_graph
    from onrecord.training.judges import JudgeRecipe
    from onrecord.training.network import Reader, Shape

    torch.manual_seed(1)
    tokenizer, marks = reader_model().tokenizer, reader_model().marks
    shape = Shape(width=32, attention_heads=(2,), head_size=16, inner=(64,), head_width=16, reach=8)
    encoder = Reader(shape, 0.0).encoder.eval()
    before = {name: p.clone() for name, p in encoder.state_dict().items()}
    texts = [asked(tokenizer, "shells fell in Izium today", True), asked(tokenizer, "he spoke of Izium today", False)]
    recipe = CloserRecipe(
        epochs=60,
        batch=2,
        dropout=0.0,
        head_rate=5e-3,
        rate=2e-3,
        judge=JudgeRecipe(members=2, narrow=8, hidden=16, dropout=0.0),
    )
    layers, heads = train_closer(encoder, {"where": texts}, recipe, marks)
    judge = heads["where"]
    assert all(torch.equal(before[name], p) for name, p in encoder.state_dict().items())  # the first one is as it was
    logits = []
    for one in texts:
        ids, features = encoder_input(one.words, one.window, *marks)
        first = first_pieces(one.words, one.window)
        with torch.no_grad():
            pieces = torch.from_numpy(ids)[None], torch.from_numpy(features)[None], torch.arange(len(ids))[None]
            embedded = encoder.embedded(*pieces)
            x = embedded
            for layer in layers:
                x = layer(x, None)
            vectors = x[0, torch.from_numpy(first)]
            logits.append(float(judge(vectors[torch.from_numpy(one.at)], torch.from_numpy(one.evidence))))
        graph = closer_graph(layers, 32).SerializeToString()
        session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
        [told] = session.run(None, {"embedded": embedded[0].numpy(), "first": first})
        assert np.abs(told - vectors.numpy()).mean() < 0.1  # products in 8 bits
    assert logits[0] > 1 > -1 > logits[1]


def test_a_network_is_restored_from_its_file_to_the_byte(torch: Any) -> None:
    from onrecord.reading.encoder.model import EMBEDDING, ENCODER, FILE, STATEMENTS, parts_of
    from onrecord.training.graph import embedding_graph, encoder_graph, statements_graph
    from onrecord.training.restore import restored

    parts, network = parts_of(FILE), restored(FILE, 0.0)
    graphs = {EMBEDDING: embedding_graph, ENCODER: encoder_graph, STATEMENTS: statements_graph}
    for name, graph in graphs.items():
        import onnx
        from onnx import numpy_helper

        held = [numpy_helper.to_array(c) for c in onnx.load_from_string(parts[name]).graph.initializer]
        made = [numpy_helper.to_array(c) for c in graph(network).graph.initializer]
        assert len(held) == len(made)
        for one, other in zip(held, made, strict=True):
            assert one.shape == other.shape and np.allclose(
                one.astype(float), other.astype(float), rtol=1e-5, atol=1e-7
            )
