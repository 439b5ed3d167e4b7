"""What `logicrl bench step` does, with TRL's GRPOTrainer and Hugging Face transformers.

Training steps of GRPO, of a Qwen2 model with random weights, on prompts of random words, whose lengths vary around the
same average in each step: rollout with transformers' generate, a reward that costs nothing, log-probabilities of the
reference model, one optimiser step. Every completion has its full length, or, with --ends-by-chance, ends where a
random model draws the token that ends one. Prints JSON: the seconds of a step and of its rollout, medians over the
steps after the warm-up, and the mean length of the completions.

    python step_trl.py --threads 2 --vocabulary V
    python step_trl.py --threads 2 --vocabulary V --hidden 512 --layers 8 --heads 8 --kv-heads 4 \
        --intermediate 1536 --prompts 4

Needs torch, transformers and trl. No build and no test of the SDK runs it.
"""

import argparse
import json
import os
import random
import statistics
import tempfile
import time

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"

import torch
import transformers
import trl
from datasets import Dataset
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast, PrinterCallback, Qwen2Config, Qwen2ForCausalLM, TrainerCallback
from trl import GRPOConfig, GRPOTrainer


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, value in {
        "hidden": 128, "layers": 4, "heads": 4, "kv-heads": 2, "intermediate": 384, "vocabulary": 512,
        "prompts": 8, "completions": 8, "prompt-tokens": 178, "new-tokens": 128, "threads": 1, "warmups": 1,
        "repetitions": 3,
    }.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--spread", type=int, default=20, help="prompts are up to so much shorter or longer")
    parser.add_argument("--beta", type=float, default=0.001, help="coefficient of the KL term; above 0")
    parser.add_argument("--precision", choices=["float32", "bf16"], default="float32",
                        help="of the matrix products of training; bf16 is autocast")
    parser.add_argument("--batch", type=int, help="rows of a micro-batch; without it all rows of a step at once")
    parser.add_argument("--checkpointing", action="store_true",
                        help="computes layers anew in the backward pass")
    parser.add_argument("--defaults", action="store_true",
                        help="precision, rows of a micro-batch and checkpointing as TRL has them where nothing is said")
    parser.add_argument("--ends-by-chance", action="store_true", help="one token of the vocabulary ends a completion")
    parser.add_argument("--attention", choices=["eager", "sdpa"], default="sdpa")
    return parser.parse_args()


def write_model(options, folder):
    """The trainer loads the policy and the reference from a folder; gives the tokenizer."""
    words = {f"w{i}": i for i in range(options.vocabulary - 1)}
    words["<end>"] = options.vocabulary - 1
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="w0"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    torch.manual_seed(1)
    Qwen2ForCausalLM(Qwen2Config(
        vocab_size=options.vocabulary, hidden_size=options.hidden, num_hidden_layers=options.layers,
        num_attention_heads=options.heads, num_key_value_heads=options.kv_heads,
        intermediate_size=options.intermediate, tie_word_embeddings=True, max_position_embeddings=1024,
        initializer_range=0.04, eos_token_id=options.vocabulary - 1, pad_token_id=options.vocabulary - 1,
    )).save_pretrained(folder)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<end>", pad_token="<end>", padding_side="left")


def lengths_of_a_step(options, draw):
    """Of prompts, whose average is what was asked for in each step."""
    lengths = [options.prompt_tokens] * (options.prompts % 2)
    for _ in range(options.prompts // 2):
        more = draw.randrange(options.spread + 1)
        lengths += [options.prompt_tokens + more, options.prompt_tokens - more]
    return lengths


def way(options, rows):
    """In what precision and in which micro-batches the rows of a step are trained."""
    if options.defaults and (options.batch or options.checkpointing or options.precision != "float32"):
        raise SystemExit("--defaults leaves --precision, --batch and --checkpointing to TRL: give none of them")
    batch = GRPOConfig.per_device_train_batch_size if options.defaults else options.batch or rows
    if rows % batch:
        raise SystemExit(f"{rows} rows of a step are no multiple of a micro-batch of {batch}")
    accumulated = {"gradient_accumulation_steps": rows // batch}
    if options.defaults:
        return accumulated
    return accumulated | {
        "per_device_train_batch_size": batch,
        "gradient_checkpointing": options.checkpointing,
        "bf16": options.precision == "bf16",
        "fp16": False,
    }


class Clock(TrainerCallback):
    """Takes the time of each step; the trainer makes the rollout within it."""

    def __init__(self):
        self.steps = []
        self.begin = 0.0

    def on_step_begin(self, *unused, **named):
        self.begin = time.perf_counter()

    def on_step_end(self, *unused, **named):
        self.steps.append(time.perf_counter() - self.begin)


class TimedTrainer(GRPOTrainer):
    """Takes the time of each rollout."""

    def __init__(self, *given, **named):
        self.rollouts = []
        self.generated = []
        super().__init__(*given, **named)

    def _generate_single_turn(self, *given, **named):
        begin = time.perf_counter()
        result = super()._generate_single_turn(*given, **named)
        self.rollouts.append(time.perf_counter() - begin)
        self.generated.append(sum(len(ids) for ids in result[0]))
        return result


def measure(options, folder):
    tokenizer = write_model(options, folder)
    steps = options.warmups + options.repetitions
    draw = random.Random(1)
    lengths = [length for _ in range(steps) for length in lengths_of_a_step(options, draw)]
    rows = Dataset.from_list([
        {"prompt": " ".join(f"w{draw.randrange(options.vocabulary - 1)}" for _ in range(length))}
        for length in lengths
    ])
    rows_of_a_step = options.prompts * options.completions
    clock = Clock()
    trainer = TimedTrainer(
        model=folder,
        processing_class=tokenizer,
        reward_funcs=lambda completions, **unused: [draw.random() for _ in completions],
        train_dataset=rows,
        callbacks=[clock],
        args=GRPOConfig(
            output_dir=os.path.join(folder, "run"), max_steps=steps, use_cpu=True,
            num_generations=options.completions, max_completion_length=options.new_tokens,
            generation_kwargs={} if options.ends_by_chance else {"min_new_tokens": options.new_tokens},
            shuffle_dataset=False, beta=options.beta, learning_rate=1e-6, lr_scheduler_type="constant",
            max_grad_norm=1.0, save_strategy="no", report_to="none", disable_tqdm=True,
            logging_steps=10**6, dataloader_pin_memory=False,
            model_init_kwargs={"dtype": "float32", "attn_implementation": options.attention},
            **way(options, rows_of_a_step),
        ),
    )
    trainer.remove_callback(PrinterCallback)
    trainer.train()
    most = rows_of_a_step * options.new_tokens
    expected = range(most // 2, most + 1) if options.ends_by_chance else [most]
    if len(clock.steps) != steps or any(tokens not in expected for tokens in trainer.generated):
        raise SystemExit(
            f"{len(clock.steps)} steps of {trainer.generated} tokens, but {steps} of {expected} were asked for")
    lengths = [tokens / rows_of_a_step for tokens in trainer.generated]
    done = trainer.args
    effective = vars(options) | {
        "precision": "bf16" if done.bf16 else "float32", "batch": done.per_device_train_batch_size,
        "checkpointing": done.gradient_checkpointing,
    }
    after = slice(options.warmups, None)
    return effective, clock.steps[after], trainer.rollouts[after], lengths[after]


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    with tempfile.TemporaryDirectory() as folder:
        settings, steps, rollouts, lengths = measure(options, folder)
    print(json.dumps({
        "torch": torch.__version__,
        "transformers": transformers.__version__,
        "trl": trl.__version__,
        "settings": settings,
        "figures": [
            {"name": "gen", "value": statistics.median(rollouts), "unit": "s"},
            {"name": "step", "value": statistics.median(steps), "unit": "s"},
            {"name": "response_length/mean", "value": statistics.median(lengths), "unit": "tokens"},
        ],
    }))


if __name__ == "__main__":
    main()
