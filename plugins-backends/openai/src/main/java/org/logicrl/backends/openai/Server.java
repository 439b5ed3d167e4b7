package org.logicrl.backends.openai;

/** A kind of server: what it takes and gives beyond OpenAI's own protocol. */
public enum Server {
  /** Whichever of the others the server says it is. */
  AUTO("", LogProbs.UNKNOWN),
  /** vLLM: token ids both ways, every key of sampling. */
  VLLM("vllm", LogProbs.RAW),
  /** SGLang: token ids both ways in versions that know {@code return_token_ids}. */
  SGLANG("sglang", LogProbs.TEMPERED),
  /** The server of llama.cpp: token ids come beside the log-probabilities. */
  LLAMA_CPP("llamacpp", LogProbs.RAW),
  /**
   * The server of transformers, which does not say so in its list: text both ways. Unless told to
   * sample, by a generation configuration of its own kind, it takes the most likely token at every
   * temperature.
   */
  TRANSFORMERS("", LogProbs.UNKNOWN),
  /** Any other: text both ways, without log-probabilities. */
  OTHER("", LogProbs.UNKNOWN);

  private final String owner;
  private final LogProbs logProbs;

  Server(String owner, LogProbs logProbs) {
    this.owner = owner;
    this.logProbs = logProbs;
  }

  /** The kind of a server, by the {@code owned_by} of its models. */
  static Server ownedBy(String owner) {
    for (Server server : values()) {
      if (!server.owner.isEmpty() && server.owner.equals(owner)) {
        return server;
      }
    }
    return OTHER;
  }

  /** What its log-probabilities are unless it was started otherwise. */
  LogProbs logProbs() {
    return logProbs;
  }

  /** Whether it is asked for log-probabilities. */
  boolean givesLogProbs() {
    return logProbs != LogProbs.UNKNOWN;
  }

  /** Whether it reads prompts as token ids. */
  boolean takesTokens() {
    return this != OTHER && this != TRANSFORMERS;
  }
}
