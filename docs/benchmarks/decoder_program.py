"""The learner's own TorchScript program, filled in and archived as the plugin does it, for Python."""

import io
import json
import math
import pathlib
import zipfile

import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLUGIN = ROOT / "plugins-backends/pytorch/src"
SOURCES = PLUGIN / "main/resources/org/logicrl/backends/pytorch"
LOGITS = 1 << 25
# As in DecoderProgram.java; a CPU is an x86 here.
USUAL_PRODUCT = "torch.linear(x, w, bias)"
ONEDNN_PRODUCT = 'ops.mkldnn._linear_pointwise(x, w, bias, "none", annotate(List[Optional[number]], []), "")'


class Config:
    def __init__(self, **given):
        self.bias = self.output_bias = self.qk_norm = False
        self.tied = True
        self.theta, self.scaling, self.eps, self.positions = 10000.0, None, 1e-6, 4096
        self.__dict__.update(given)

    @staticmethod
    def read(folder):
        c = json.loads((folder / "config.json").read_text())
        rope = c.get("rope_parameters") or {}
        heads = c["num_attention_heads"]
        return Config(
            hidden=c["hidden_size"],
            layers=c["num_hidden_layers"],
            heads=heads,
            kv=c["num_key_value_heads"],
            dim=c.get("head_dim") or c["hidden_size"] // heads,
            vocabulary=c["vocab_size"],
            eps=c["rms_norm_eps"],
            tied=c["tie_word_embeddings"],
            bias=c["model_type"] == "qwen2" or c.get("attention_bias", False),
            output_bias=c["model_type"] != "qwen2" and c.get("attention_bias", False),
            qk_norm=c["model_type"] == "qwen3",
            theta=rope.get("rope_theta", c.get("rope_theta", 10000.0)),
            scaling=rope if rope.get("rope_type") == "llama3" else None,
            positions=c["max_position_embeddings"],
        )


def program(config, on_gpu):
    text = "".join((SOURCES / name).read_text() for name in ("decoder.py", "trunk.py", "learner.py", "optimizer.py", "generator.py"))
    for name, value in (
        ("INVERSE_ROOT_DIM", 1 / math.sqrt(config.hidden)),
        ("KV_HEADS", config.kv),
        ("QKV_BIAS", config.bias),
        ("OUTPUT_BIAS", config.output_bias),
        ("QK_NORM", config.qk_norm),
        ("HEAD_DIM", config.dim),
        ("ON_GPU", on_gpu),
        ("LONGEST_IN_BLOCKS", 512),
        ("BLOCK", 64),
        ("HEADS", config.heads),
        ("LAYERS", config.layers),
        ("SLOTS", 10),
        ("LORA", False),
        ("SCALE", 1.0),
        ("EPS", config.eps),
    ):
        text = text.replace(name, repr(value))
    text = text.replace("FLOAT_PRODUCT", USUAL_PRODUCT if on_gpu else ONEDNN_PRODUCT)
    pickled = b"\x80\x02c__torch__\nDecoder\nq\x00)\x81}(X\x08\0\0\0trainingq\x01\x88"
    pickled += b"X\x16\0\0\0_is_full_backward_hookq\x02Nubq\x03."
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as z:
        z.writestr("program/data.pkl", pickled)
        z.writestr("program/code/__torch__.py", text)
        z.writestr("program/constants.pkl", b"\x80\x02).")
        z.writestr("program/version", b"3\n")
    archive.seek(0)
    return torch.jit.load(archive)


def tables(config, device):
    half = torch.arange(0, config.dim, 2, dtype=torch.float64) / config.dim
    frequency = config.theta**-half
    if config.scaling:
        s = config.scaling
        waves = s["original_max_position_embeddings"] * frequency / (2 * math.pi)
        low, high = s["low_freq_factor"], s["high_freq_factor"]
        smooth = ((waves - low) / (high - low)).clamp(0, 1)
        frequency = (1 - smooth) * frequency / s["factor"] + smooth * frequency
    angles = torch.outer(torch.arange(config.positions, dtype=torch.float64), frequency)
    return angles.cos().float().to(device), angles.sin().float().to(device)


def slots(config, tensors, device):
    """The slots of the program, and the names of the tensors that each one joins."""
    names = [["model.embed_tokens.weight"]]
    for l in range(config.layers):
        a, m = f"model.layers.{l}.self_attn.", f"model.layers.{l}.mlp."
        names += [
            [f"model.layers.{l}.input_layernorm.weight"],
            [a + p + "_proj.weight" for p in "qkv"],
            [a + p + "_proj.bias" for p in "qkv"] if config.bias else [],
            [a + "q_norm.weight"] if config.qk_norm else [],
            [a + "k_norm.weight"] if config.qk_norm else [],
            [a + "o_proj.weight"],
            [a + "o_proj.bias"] if config.output_bias else [],
            [f"model.layers.{l}.post_attention_layernorm.weight"],
            [m + "gate_proj.weight", m + "up_proj.weight"],
            [m + "down_proj.weight"],
        ]
    names.append(["model.norm.weight"])
    weights = [
        torch.cat([tensors[n].float() for n in part]).to(device).requires_grad_()
        if part
        else torch.zeros(0, device=device)
        for part in names
    ]
    if config.tied:
        weights.append(weights[0])
        names.append(names[0])
    else:
        names.append(["lm_head.weight"])
        weights.append(tensors["lm_head.weight"].float().to(device).requires_grad_())
    return names, weights


def whole(rows, device):
    """A micro-batch of sequences of which every token but the first is scored."""
    ids, positions, targets, places, at = [], [], [], [], 0
    width = max(len(r) for r in rows) - 1
    taken = []
    for i, r in enumerate(rows):
        n = len(r) - 1
        ids += r[:-1]
        positions += range(n)
        targets += r[1:]
        places.append(list(range(at, at + n)) + [0] * (width - n))
        taken += range(i * width, i * width + n)
        at += n
    none = torch.zeros(0, 0, dtype=torch.int32)
    return layout(device, ids, positions, range(at), targets, places, taken, none, none, [], [])


def shared(prompts, groups, device):
    """The same of responses of equal length to prompts that are computed once; only they are scored."""
    ids, positions, sources, targets, stems, tails, keys, stem_lengths = [], [], [], [], [], [], [], []
    for p in prompts:
        stems.append(list(range(len(ids), len(ids) + len(p))))
        positions += range(len(p))
        ids += p
    for stem, group in zip(stems, groups):
        for r in group:
            own = list(range(len(ids), len(ids) + len(r) - 1))
            ids += r[:-1]
            positions += range(len(stem), len(stem) + len(own))
            sources += [stem[-1]] + own
            targets += r
            tails.append(own)
            keys.append(stem + own)
            stem_lengths.append(len(stem))
    in_stems, in_tails = sum(map(len, stems)), sum(map(len, tails))
    return layout(device, ids, positions, sources, targets, stems, range(in_stems), tails, keys,
                  range(in_tails), stem_lengths)


def layout(device, *parts):
    tensors = []
    for i, part in enumerate(parts):
        kind = torch.int64 if i == 3 else torch.int32
        t = part if isinstance(part, torch.Tensor) else torch.tensor(list(part), dtype=kind)
        tensors.append(t.to(device))
    return tensors


class Model:
    def __init__(self, config, tensors, device):
        self.config, self.device = config, device
        self.program = program(config, str(device).startswith("cuda"))
        self.cos, self.sin = tables(config, device)
        self.names, self.weights = slots(config, tensors, device)
        self.sums = [torch.zeros_like(w) for w in self.weights]
        if config.tied:
            self.sums[-1] = self.sums[0]

    def score(self, batch, temperature, graph, weights=None):
        return self.program.score(batch, weights or self.weights, self.cos, self.sin, temperature, graph, False, LOGITS)

    def backward(self, by_log_probs, by_entropies, scores, batch, temperature, weights=None):
        self.program.backward(by_log_probs, by_entropies, scores, batch, weights or self.weights, self.sums,
                              self.cos, self.sin, temperature, LOGITS)

    def optimizer(self):
        chosen = [i for i, n in enumerate(self.names) if n and not (self.config.tied and i == len(self.names) - 1)]
        parameters = [self.weights[i] for i in chosen]
        gradients = [self.sums[i] for i in chosen]
        means, squares = ([torch.zeros_like(p) for p in parameters] for _ in range(2))
        steps = [torch.zeros((), device=self.device) for _ in parameters]

        def step(rate, beta1, beta2, epsilon, decay, norm):
            self.program.adamw(parameters, gradients, means, squares, steps, rate, beta1, beta2, epsilon, decay, norm)
            self.program.clear(gradients)

        return step
