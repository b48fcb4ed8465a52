"""Training: own passages and frames are sound, graphs answer as the network does, a stopped run goes on."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from onrecord.training.corpus import Article, CorpusError, GoldAttribution, load_attributions
from onrecord.training.nesting import nested
from onrecord.training.passages import _book, fill, marked, passages

STORY = (
    "The mayor said the bridge was mined from one bank to the other. Nobody crossed it before the evening came. "
    "“We wait,” driver Ali Saleh said from his cabin at the end of the line."
)


def article(text: str = STORY) -> Article:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    cue = text.rindex("said")
    first = GoldAttribution((at("The mayor"),), (at("said"),), (at("the bridge was mined"),))
    second = GoldAttribution((at("driver Ali Saleh"),), ((cue, cue + 4),), (at("“We wait,”"),))
    return Article("a", text, (first, second))


def words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_brackets_mark_source_cue_and_content() -> None:
    text, (first, second) = marked("[s1 A] [q1 said] [c1 B, [q2 citing] [s2 C], [c2 D]]")
    assert text == "A said B, citing C, D"
    assert [words(text, s) for s in (first.source, first.cue, first.content)] == [["A"], ["said"], ["B, citing C, D"]]
    assert [words(text, s) for s in (second.source, second.cue, second.content)] == [["C"], ["citing"], ["D"]]


@pytest.mark.parametrize("text", ["[s1 open", "close]"])
def test_a_bracket_without_its_partner_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        marked(text)


@pytest.mark.parametrize("template", _book()["templates"])
def test_every_template_has_cue_and_content(template: str) -> None:
    for seed in range(5):
        text, statements = marked(fill(template, random.Random(seed)))
        assert statements and all(s.cue and s.content for s in statements)
        assert "{" not in text and "[" not in text and "|" not in text


@pytest.mark.parametrize("template", _book()["plain"])
def test_plain_templates_hold_no_statement(template: str) -> None:
    assert marked(fill(template, random.Random(1)))[1] == []


def test_passages_are_the_same_for_the_same_seed() -> None:
    assert passages(20, seed=3) == passages(20, seed=3) != passages(20, seed=4)


def test_spans_of_passages_are_words_of_their_text() -> None:
    for passage in passages(200, seed=5):
        for item in passage.attributions:
            for span in (*item.source, *item.cue, *item.content):
                found = passage.text[slice(*span)]
                assert found and found == found.strip(), (passage.text, found)


def test_a_statement_is_put_inside_another() -> None:
    texts = nested([article()], 10, seed=1)
    found = [a for made in texts for a in made.attributions]
    inner = [words(made.text, a.content)[0].lower() for made in texts for a in made.attributions]
    assert "the bridge was mined" in inner
    assert len(found) == 4  # two sentences with a statement, each in a frame; the one without is not taken
    for made in texts:
        assert made.levels == 2
        for item in made.attributions:
            assert all(s.strip() == s and s for s in words(made.text, (*item.source, *item.cue, *item.content)))


def test_a_corpus_that_is_missing_or_broken_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="--data"):
        load_attributions(tmp_path / "none.jsonl")
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"id": "a", "text": "b"}) + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="line 1"):
        load_attributions(path)


# What needs torch: not a part of the test extra, since it is large


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch", reason="torch is not installed: pip install 'onrecord[train]'")


@pytest.fixture(scope="module")
def small(torch):
    from onrecord.training.network import Reader, Shape

    torch.manual_seed(0)
    shape = Shape(
        vocabulary=30522,
        positions=64,
        width=24,
        inner=(48, 40),
        attention_heads=(2, 1),
        head_size=12,
        head_width=16,
        reach=6,
    )
    return Reader(shape, 0.0).eval()


def example(torch):
    from onrecord.reading.encoder import reader_model
    from onrecord.training.examples import example_of

    return example_of(article(), reader_model().tokenizer)


def test_annotation_is_laid_over_words(torch) -> None:
    from onrecord.reading.encoder.network import LABELS

    made = example(torch)
    first, second = made.statements
    said = {made.article.text[slice(*made.words.span(w, w + 1))]: LABELS[tag] for w, tag in first.tags.items()}
    assert said == {
        "The": "B-source", "mayor": "I-source", "said": "B-cue",
        "the": "B-content", "bridge": "I-content", "was": "I-content", "mined": "I-content",
    }  # fmt: skip
    assert first.outer and made.article.text[slice(*made.words.span(second.anchor, second.anchor + 1))] == "said"
    assert not made.known[first.anchor + 1] and made.known[first.anchor] and made.counted.all()


def test_the_loss_of_a_sequence_is_its_share_of_all(torch) -> None:
    from itertools import pairwise, product

    from onrecord.training.network import Transitions

    torch.manual_seed(1)
    chain = Transitions(3)
    torch.nn.init.normal_(chain.between)
    torch.nn.init.normal_(chain.begin)
    emissions, real = torch.randn(1, 3, 3), torch.ones(1, 3, dtype=torch.bool)

    def total(tags):
        score = chain.begin[tags[0]] + sum(emissions[0, i, t] for i, t in enumerate(tags))
        return score + sum(chain.between[a, b] for a, b in pairwise(tags))

    everything = torch.logsumexp(torch.stack([total(tags) for tags in product(range(3), repeat=3)]), 0)
    loss = chain.loss(emissions, torch.tensor([[2, 0, 1]]), real)
    assert torch.allclose(loss, everything - total((2, 0, 1)), atol=1e-5)


def test_graphs_answer_as_the_network_does(torch, small) -> None:
    pytest.importorskip("onnx")
    import numpy as np

    from onrecord.reading.encoder.model import _session
    from onrecord.reading.encoder.windows import encoder_input, first_pieces, windows_of
    from onrecord.training.graph import embedding_graph, encoder_graph, statements_graph

    made = example(torch)
    (window,) = windows_of(made.words, core=60, before=0, after=0)
    pieces, features = encoder_input(made.words, window, 101, 102)
    first = first_pieces(made.words, window)
    [embedded] = _session(embedding_graph(small).SerializeToString()).run(
        None, {"pieces": pieces, "features": features}
    )
    vectors, anchors = _session(encoder_graph(small).SerializeToString()).run(
        ("vectors", "anchors"), {"embedded": embedded, "first": first}
    )
    with torch.no_grad():
        exact = small.encoder(
            torch.tensor(pieces)[None], torch.tensor(features)[None], torch.arange(len(pieces))[None], None,
            torch.tensor(first)[None],
        )  # fmt: skip
    # 8-bit products: near, not equal; less near on processors without VNNI, where sums of two products overflow
    assert np.corrcoef(exact[0].numpy().ravel(), vectors.ravel())[0, 1] > 0.97
    with torch.no_grad():
        whole = small.statements.find(torch.tensor(vectors)[None])[0][0]
        chosen = torch.tensor([3, 9])
        tags, valid = small.statements.around(torch.tensor(vectors)[None], torch.zeros(2, dtype=torch.long), chosen)
    assert np.allclose(whole.numpy(), anchors, atol=1e-4)
    found = _session(statements_graph(small).SerializeToString()).run(
        ("tags", "valid"), {"vectors": vectors, "anchors": chosen.numpy(), "offsets": np.arange(-6, 7)}
    )
    assert np.corrcoef(tags.numpy().ravel(), found[0].ravel())[0, 1] > 0.97
    assert np.allclose(valid.numpy(), found[1], atol=0.4)


def test_a_run_that_was_stopped_ends_as_one_that_was_not(torch, tmp_path: Path) -> None:
    from onrecord.training.network import Reader, Shape
    from onrecord.training.optimise import Recipe, Trainer

    shape = Shape(positions=64, width=24, inner=(48,), attention_heads=(2,), head_size=12, head_width=16, reach=6)
    recipe, examples = Recipe(epochs=3, pieces_per_batch=256), [example(torch)] * 2

    def trainer() -> Trainer:
        torch.manual_seed(5)
        return Trainer(Reader(shape, 0.0), examples, recipe, (101, 102), 103, "cpu")

    class StoppedError(Exception):
        pass

    def stop(step: int, steps: int, losses: object) -> None:
        if step == 2:
            raise StoppedError

    whole = trainer()
    whole.run(lambda *told: None, tmp_path / "whole.state", every=1)
    broken = trainer()
    with pytest.raises(StoppedError):
        broken.run(stop, tmp_path / "broken.state", every=1)
    again = trainer()
    again.resume(tmp_path / "broken.state")
    assert again.step == 1
    again.run(lambda *told: None, tmp_path / "broken.state", every=1)
    for a, b in zip(whole.averaged().parameters(), again.averaged().parameters(), strict=True):
        assert torch.equal(a, b)


def test_a_batch_in_which_nobody_speaks_has_a_loss(torch) -> None:
    from dataclasses import replace

    from onrecord.training.examples import batch_of
    from onrecord.training.network import Reader, Shape
    from onrecord.training.optimise import Recipe, Trainer, losses_of

    shape = Shape(positions=64, width=24, inner=(48,), attention_heads=(2,), head_size=12, head_width=16, reach=6)
    silent = replace(example(torch), statements=())
    trainer = Trainer(Reader(shape, 0.0), [silent], Recipe(epochs=1), (101, 102), 103, "cpu")
    losses = losses_of(trainer.model, batch_of(trainer.plans[0][0], 6, 101, 102), 1.0, torch.Generator().manual_seed(1))
    assert all(torch.isfinite(loss) for loss in losses)


def test_a_part_is_worth_what_the_loss_changes_with_it(torch, small) -> None:
    from onrecord.training.losses import losses_of
    from onrecord.training.shrink import worth_of

    batch = one_batch(torch, small)

    def loss() -> float:
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=False):
            return float(losses_of(small, batch, 1.0, torch.Generator().manual_seed(7)).total())

    worth = worth_of(small, [batch], 1.0, 7)
    weights = small.encoder.layers[0].narrow.weight
    neuron = int(worth[0].neurons.argmax())
    before, step = weights[:, neuron].detach().clone(), 0.5
    values = []
    for gate in (1 - step, 1 + step):
        with torch.no_grad():
            weights[:, neuron] = gate * before
        values.append(loss())
    with torch.no_grad():
        weights[:, neuron] = before
    slope = (values[1] - values[0]) / (2 * step)
    assert float(worth[0].neurons[neuron]) == pytest.approx(slope**2, rel=0.3)


def test_a_network_without_what_it_does_not_use_answers_the_same(torch, small) -> None:
    from copy import deepcopy

    from onrecord.training.shrink import Kept, shrunk

    model = deepcopy(small)
    with torch.no_grad():
        model.encoder.layers[0].out.weight[:, :12] = 0.0
        model.encoder.layers[1].narrow.weight[:, 5:9] = 0.0
    neurons = torch.tensor([n for n in range(40) if not 5 <= n < 9])
    kept = [Kept(torch.tensor([1]), torch.arange(48)), Kept(torch.tensor([0]), neurons)]
    made = shrunk(model, kept, 0.0).eval()
    assert made.shape.attention_heads == (1, 1) and made.shape.inner == (48, 36)
    batch = one_batch(torch, small)
    given = (batch.pieces, batch.features, batch.positions, batch.real, batch.first)
    with torch.no_grad():
        assert torch.allclose(made.encoder(*given), model.encoder(*given), atol=1e-5)


@pytest.mark.parametrize("part", [0.3, 0.5, 0.8, 1.0])
def test_what_is_kept_costs_no_more_than_asked_and_is_worth_most(torch, part: float) -> None:
    from onrecord.training.shrink import HEAD_COST, NEURON_COST, Worth, chosen

    torch.manual_seed(3)
    worth = [Worth(torch.rand(12), torch.rand(1536)) for _ in range(6)]
    kept = chosen(worth, part)
    costs = [HEAD_COST * len(k.heads) + NEURON_COST * len(k.neurons) for k in kept]
    assert sum(costs) <= part * 6 * (12 * HEAD_COST + 1536 * NEURON_COST) + 1e-6
    for k, w in zip(kept, worth, strict=True):
        assert len(k.heads) >= 1 and len(k.neurons) >= 128
        left = [float(w.heads[h]) for h in range(12) if h not in k.heads]
        assert not left or max(left) <= float(w.heads[k.heads].min())


def test_a_teacher_who_answers_alike_teaches_little(torch, small) -> None:
    from copy import deepcopy

    from onrecord.training.losses import losses_of

    other = deepcopy(small)
    with torch.no_grad():
        other.encoder.position.weight.add_(torch.randn_like(other.encoder.position.weight))
    batch = one_batch(torch, small)

    def taught(teacher) -> float:
        return float(losses_of(small, batch, 1.0, torch.Generator().manual_seed(1), teacher).taught)

    assert 0 < taught(small) < taught(other)
    assert float(losses_of(small, batch, 1.0, torch.Generator().manual_seed(1)).taught) == 0


def one_batch(torch, model):
    from onrecord.training.examples import batch_of, epoch

    plan = epoch([example(torch)], 256, model.shape.positions, (40, 50), random.Random(1))
    return batch_of(plan[0], model.shape.reach, 101, 102)


def test_a_state_of_another_recipe_is_refused(torch, tmp_path: Path) -> None:
    from onrecord.training.network import Reader, Shape
    from onrecord.training.optimise import Recipe, Trainer

    shape = Shape(positions=64, width=24, inner=(48,), attention_heads=(2,), head_size=12, head_width=16, reach=6)
    first = Trainer(Reader(shape, 0.0), [example(torch)], Recipe(epochs=1), (101, 102), 103, "cpu")
    first.save(tmp_path / "one.state")
    other = Trainer(Reader(shape, 0.0), [example(torch)], Recipe(epochs=2), (101, 102), 103, "cpu")
    with pytest.raises(ValueError, match="another recipe"):
        other.resume(tmp_path / "one.state")


def test_training_improves_on_what_it_is_trained_on(torch, tmp_path: Path) -> None:
    from onrecord.training.examples import batch_of
    from onrecord.training.network import Reader, Shape
    from onrecord.training.optimise import Recipe, Trainer, losses_of

    torch.manual_seed(2)
    shape = Shape(positions=64, width=24, inner=(48,), attention_heads=(2,), head_size=12, head_width=16, reach=6)
    recipe = Recipe(epochs=40, pieces_per_batch=256, encoder_rate=3e-3, head_rate=3e-3, dropout=0.0)
    trainer = Trainer(Reader(shape, 0.0), [example(torch)] * 4, recipe, (101, 102), 103, "cpu")
    batch = batch_of(trainer.plans[0][0], shape.reach, 101, 102)

    def loss() -> float:
        return sum(x.item() for x in losses_of(trainer.model, batch, 1.0, torch.Generator().manual_seed(1)))

    before = loss()
    trainer.run(lambda *told: None, tmp_path / "a.state", every=1000)
    assert loss() < before / 2


def test_a_base_encoder_that_was_altered_is_refused(torch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.training import base

    package = tmp_path / base.PACKAGE
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    for name in base.DIGESTS:
        (package / "model" / name).write_bytes(b"something else")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(
        base.importlib.util, "find_spec", lambda name: type("Spec", (), {"origin": str(package / "__init__.py")})
    )
    with pytest.raises(base.BaseError, match="not the file that was pinned"):
        base.base_folder()
    monkeypatch.setattr(base.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(base.BaseError, match="pip install"):
        base.base_folder()
