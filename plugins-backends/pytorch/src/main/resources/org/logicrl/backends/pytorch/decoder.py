class Decoder(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  _is_full_backward_hook : Optional[bool]
  # A decoder-only transformer of the Qwen2 / Qwen3 / Llama kind as one TorchScript program, so that a
  # forward pass, a backward pass, an optimiser step or a run of decoding steps is one call into the
  # engine. Java fills in the constants in capitals when it loads the program.
  #
  # Parameters come as one list: the embedding [V, D], then ten tensors for each layer, then the last
  # norm [D], then the output head [V, D] (the embedding itself when tied). Of a layer: input norm, qkv
  # weight (rows: query heads, key heads, value heads), qkv bias, query norm, key norm, output weight,
  # output bias, post-attention norm, gate and up weight (rows: gate, up), down weight. Parts that an architecture
  # lacks are empty tensors.

  def norm(self: __torch__.Decoder,
      x: Tensor,
      w: Tensor) -> Tensor:
    # RMSNorm, Zhang and Sennrich, arXiv 1910.07467. Reads the input three times instead of the five of
    # the engine's own composite.
    square = torch.mul(torch.linalg_vector_norm(x, 2, [-1], True), INVERSE_ROOT_DIM)
    scale = torch.rsqrt(torch.add(torch.mul(square, square), EPS))
    return torch.mul(torch.mul(x, scale), w)

  def head_norm(self: __torch__.Decoder,
      x: Tensor,
      w: Tensor) -> Tensor:
    return torch.rms_norm(x, [HEAD_DIM], w, EPS)

  def rotate(self: __torch__.Decoder,
      x: Tensor,
      cos: Tensor,
      sin: Tensor) -> Tensor:
    # Rotary embedding in the half-split layout of Hugging Face: cos and sin are [..., HEAD_DIM / 2].
    h = torch.chunk(x, 2, -1)
    a = torch.addcmul(torch.mul(h[0], cos), h[1], sin, value=-1)
    b = torch.addcmul(torch.mul(h[1], cos), h[0], sin, value=1)
    return torch.cat([a, b], -1)

  def mlp(self: __torch__.Decoder,
      x: Tensor,
      gate_up: Tensor,
      down: Tensor) -> Tensor:
    g = torch.chunk(torch.linear(x, gate_up), 2, -1)
    return torch.linear(torch.mul(torch.silu(g[0]), g[1]), down)

  def project(self: __torch__.Decoder,
      x: Tensor,
      ws: List[Tensor],
      at: int,
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    # Queries, keys (both rotated) and values of a layer: [B, heads, T, HEAD_DIM] each.
    h = (self).norm(x, ws[at], )
    if QKV_BIAS:
      packed = torch.linear(h, ws[at + 1], ws[at + 2])
    else:
      packed = torch.linear(h, ws[at + 1])
    b = torch.size(x, 0)
    t = torch.size(x, 1)
    heads = torch.transpose(torch.reshape(packed, [b, t, HEADS + 2 * KV_HEADS, HEAD_DIM]), 1, 2)
    if QK_NORM:
      q0 = (self).head_norm(torch.slice(heads, 1, 0, HEADS), ws[at + 3], )
      k0 = (self).head_norm(torch.slice(heads, 1, HEADS, HEADS + KV_HEADS), ws[at + 4], )
      qk0 = torch.cat([q0, k0], 1)
    else:
      qk0 = torch.slice(heads, 1, 0, HEADS + KV_HEADS)
    qk = (self).rotate(qk0, cos, sin, )
    q = torch.slice(qk, 1, 0, HEADS)
    k = torch.slice(qk, 1, HEADS, HEADS + KV_HEADS)
    v = torch.slice(heads, 1, HEADS + KV_HEADS, HEADS + 2 * KV_HEADS)
    return [q, k, v]

  def output(self: __torch__.Decoder,
      attended: Tensor,
      ws: List[Tensor],
      at: int) -> Tensor:
    if OUTPUT_BIAS:
      o = torch.linear(attended, ws[at + 5], ws[at + 6])
    else:
      o = torch.linear(attended, ws[at + 5])
    return o

  def hidden(self: __torch__.Decoder,
      ids: Tensor,
      rows: Tensor,
      ws: List[Tensor],
      cos: Tensor,
      sin: Tensor) -> Tensor:
    # The last hidden states of the chosen positions. ids is [B, T], padded on the right, which a causal
    # mask hides from all real tokens; rows holds flat positions in B * T.
    b = torch.size(ids, 0)
    t = torch.size(ids, 1)
    c = torch.slice(cos, 0, 0, t)
    s = torch.slice(sin, 0, 0, t)
    x = torch.embedding(ws[0], ids)
    for l in range(LAYERS):
      at = 1 + 10 * l
      qkv = (self).project(x, ws, at, c, s, )
      a = torch.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], None, 0., True, scale=None, enable_gqa=GROUPED)
      o = (self).output(torch.reshape(torch.transpose(a, 1, 2), [b, t, HEADS * HEAD_DIM]), ws, at, )
      y = torch.add(x, o)
      x = torch.add(y, (self).mlp((self).norm(y, ws[at + 7], ), ws[at + 8], ws[at + 9], ))
    chosen = torch.index_select(torch.reshape(x, [-1, torch.size(x, 2)]), 0, rows)
    return (self).norm(chosen, ws[1 + 10 * LAYERS], )

  def token_scores(self: __torch__.Decoder,
      ids: Tensor,
      rows: Tensor,
      targets: Tensor,
      ws: List[Tensor],
      cos: Tensor,
      sin: Tensor,
      temperature: float) -> List[Tensor]:
    h = (self).hidden(ids, rows, ws, cos, sin, )
    logits = torch.linear(h, ws[2 + 10 * LAYERS])
    if temperature != 1.:
      z = torch.div(logits, temperature)
    else:
      z = logits
    lp = torch.log_softmax(z, -1)
    chosen = torch.squeeze(torch.gather(lp, 1, torch.unsqueeze(targets, 1)), 1)
    entropy = torch.neg(torch.sum(torch.mul(torch.exp(lp), lp), [-1]))
    return [chosen, entropy]

  def score(self: __torch__.Decoder,
      ids: Tensor,
      rows: Tensor,
      targets: Tensor,
      ws: List[Tensor],
      cos: Tensor,
      sin: Tensor,
      temperature: float,
      graph: bool) -> List[Tensor]:
    # Log-probabilities and entropies [N] of the targets; with their graph alive when asked for.
    torch.set_grad_enabled(graph)
    return (self).token_scores(ids, rows, targets, ws, cos, sin, temperature, )

  def values(self: __torch__.Decoder,
      ids: Tensor,
      rows: Tensor,
      ws: List[Tensor],
      cos: Tensor,
      sin: Tensor,
      graph: bool) -> List[Tensor]:
    # A critic's predictions [N]; its head [1, D] stands in the place of the output head.
    torch.set_grad_enabled(graph)
    h = (self).hidden(ids, rows, ws, cos, sin, )
    return [torch.squeeze(torch.linear(h, ws[2 + 10 * LAYERS]), 1)]

  def backward(self: __torch__.Decoder,
      outputs: List[Tensor],
      derivatives: List[Tensor],
      parameters: List[Tensor],
      sums: List[Tensor]) -> List[Tensor]:
    # Adds the gradient of sum(output * derivative) to the sums.
    torch.set_grad_enabled(True)
    seeds = annotate(List[Optional[Tensor]], [])
    for d in derivatives:
      _0 = torch.append(seeds, d)
    gradients = torch.grad(outputs, parameters, seeds)
    torch.set_grad_enabled(False)
    for i in range(torch.len(parameters)):
      _1 = torch.add_(sums[i], unchecked_cast(Tensor, gradients[i]))
    return []

  def adamw(self: __torch__.Decoder,
      parameters: List[Tensor],
      gradients: List[Tensor],
      means: List[Tensor],
      squares: List[Tensor],
      steps: List[Tensor],
      learning_rate: float,
      beta1: float,
      beta2: float,
      epsilon: float,
      weight_decay: float,
      max_norm: float) -> List[Tensor]:
    # One step of torch.optim.AdamW after clipping to a global norm; returns the norm before clipping.
    # Changes nothing when the norm is not finite.
    torch.set_grad_enabled(False)
    norms = annotate(List[Tensor], [])
    for g in gradients:
      _0 = torch.append(norms, torch.linalg_vector_norm(g, 2))
    norm = torch.linalg_vector_norm(torch.stack(norms), 2)
    if bool(torch.isfinite(norm)):
      if max_norm > 0.:
        scale = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 9.9999999999999995e-07)), max_norm), None, 1.)
        for g in gradients:
          _1 = torch.mul_(g, scale)
      for s in steps:
        _3 = torch.add_(s, 1.)
      torch._fused_adamw_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps, lr=learning_rate, beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=epsilon, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    return [norm]

  def clear(self: __torch__.Decoder,
      sums: List[Tensor]) -> List[Tensor]:
    torch.set_grad_enabled(False)
    for s in sums:
      _0 = torch.zero_(s)
    return []

  def prefill(self: __torch__.Decoder,
      ids: Tensor,
      pads: Tensor,
      ws: List[Tensor],
      caches: List[Tensor],
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    # Reads prompts [B, P], padded on the left by pads [B]; writes keys and values into the caches
    # (two for each layer, [B, KV_HEADS, capacity, HEAD_DIM]) and returns the next token's logits [B, V].
    torch.set_grad_enabled(False)
    b = torch.size(ids, 0)
    p = torch.size(ids, 1)
    at_column = torch.arange(p, dtype=4, layout=None, device=ops.prim.device(ids), pin_memory=False)
    positions = torch.clamp(torch.sub(torch.unsqueeze(at_column, 0), torch.unsqueeze(pads, 1)), 0)
    c = torch.unsqueeze(torch.embedding(cos, positions), 1)
    s = torch.unsqueeze(torch.embedding(sin, positions), 1)
    causal = torch.le(torch.unsqueeze(at_column, 0), torch.unsqueeze(at_column, 1))
    real = torch.ge(torch.unsqueeze(at_column, 0), torch.unsqueeze(pads, 1))
    itself = torch.eq(torch.unsqueeze(at_column, 0), torch.unsqueeze(at_column, 1))
    seen = torch.logical_or(torch.logical_and(torch.unsqueeze(causal, 0), torch.unsqueeze(real, 1)), torch.unsqueeze(itself, 0))
    mask = torch.unsqueeze(seen, 1)
    x = torch.embedding(ws[0], ids)
    for l in range(LAYERS):
      at = 1 + 10 * l
      qkv = (self).project(x, ws, at, c, s, )
      _0 = torch.copy_(torch.slice(caches[2 * l], 2, 0, p), qkv[1])
      _1 = torch.copy_(torch.slice(caches[2 * l + 1], 2, 0, p), qkv[2])
      a = torch.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], mask, 0., False, scale=None, enable_gqa=GROUPED)
      o = (self).output(torch.reshape(torch.transpose(a, 1, 2), [b, p, HEADS * HEAD_DIM]), ws, at, )
      y = torch.add(x, o)
      x = torch.add(y, (self).mlp((self).norm(y, ws[at + 7], ), ws[at + 8], ws[at + 9], ))
    last = (self).norm(torch.select(x, 1, p - 1), ws[1 + 10 * LAYERS], )
    return [torch.linear(last, ws[2 + 10 * LAYERS])]

  def step(self: __torch__.Decoder,
      tokens: Tensor,
      position: int,
      pads: Tensor,
      mask: Tensor,
      ws: List[Tensor],
      caches: List[Tensor],
      cos: Tensor,
      sin: Tensor) -> Tensor:
    # One more token for each row [B], written at the same column of all caches; returns logits [B, V].
    b = torch.size(tokens, 0)
    positions = torch.rsub(pads, position)
    c = torch.unsqueeze(torch.unsqueeze(torch.embedding(cos, positions), 1), 1)
    s = torch.unsqueeze(torch.unsqueeze(torch.embedding(sin, positions), 1), 1)
    x = torch.unsqueeze(torch.embedding(ws[0], tokens), 1)
    for l in range(LAYERS):
      at = 1 + 10 * l
      qkv = (self).project(x, ws, at, c, s, )
      _0 = torch.copy_(torch.slice(caches[2 * l], 2, position, position + 1), qkv[1])
      _1 = torch.copy_(torch.slice(caches[2 * l + 1], 2, position, position + 1), qkv[2])
      k = torch.slice(caches[2 * l], 2, 0, position + 1)
      v = torch.slice(caches[2 * l + 1], 2, 0, position + 1)
      # The query heads that share a key head stand as so many queries of that head: no copy of the cache.
      q = torch.reshape(qkv[0], [b, KV_HEADS, HEADS // KV_HEADS, HEAD_DIM])
      a = torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=None, enable_gqa=False)
      o = (self).output(torch.reshape(a, [b, 1, HEADS * HEAD_DIM]), ws, at, )
      y = torch.add(x, o)
      x = torch.add(y, (self).mlp((self).norm(y, ws[at + 7], ), ws[at + 8], ws[at + 9], ))
    last = (self).norm(torch.squeeze(x, 1), ws[1 + 10 * LAYERS], )
    return torch.linear(last, ws[2 + 10 * LAYERS])

  def decode(self: __torch__.Decoder,
      logits: Tensor,
      uniforms: Tensor,
      position: int,
      pads: Tensor,
      ws: List[Tensor],
      caches: List[Tensor],
      cos: Tensor,
      sin: Tensor,
      temperature: float,
      top_k: int,
      top_p: float,
      min_p: float) -> List[Tensor]:
    # Draws as many tokens for each row as uniforms [B, K] has columns, by inversion of the distribution
    # in order of token ids; temperature 0 takes the most likely one. Returns tokens [B, K], their
    # log-probabilities [B, K] under the full distribution, the probability [B, K] of all tokens that
    # could have been drawn, and the logits that follow.
    torch.set_grad_enabled(False)
    steps = torch.size(uniforms, 1)
    columns = torch.arange(position + steps, dtype=4, layout=None, device=ops.prim.device(logits), pin_memory=False)
    seen = torch.ge(torch.unsqueeze(columns, 0), torch.unsqueeze(pads, 1))
    tokens = annotate(List[Tensor], [])
    scores = annotate(List[Tensor], [])
    masses = annotate(List[Tensor], [])
    z = logits
    for i in range(steps):
      if temperature > 0.:
        lp = torch.log_softmax(torch.div(z, temperature), -1)
        kept = lp
        if top_k > 0:
          least = torch.slice((torch.topk(lp, top_k, -1, True, True))[0], 1, top_k - 1, top_k)
          kept = torch.masked_fill(kept, torch.lt(kept, least), -inf)
        if top_p < 1.:
          sorted, order = torch.sort(kept, -1, True)
          mass = torch.softmax(sorted, -1)
          before = torch.sub(torch.cumsum(mass, -1), mass)
          dropped = torch.scatter(torch.zeros_like(before, dtype=11), 1, order, torch.ge(before, top_p))
          kept = torch.masked_fill(kept, dropped, -inf)
        if min_p > 0.:
          mass = torch.exp(kept)
          kept = torch.masked_fill(kept, torch.lt(mass, torch.mul(torch.amax(mass, [-1], True), min_p)), -inf)
        cumulative = torch.cumsum(torch.exp(kept), -1, dtype=7)
        total = torch.slice(cumulative, 1, torch.size(cumulative, 1) - 1, torch.size(cumulative, 1))
        threshold = torch.mul(torch.slice(uniforms, 1, i, i + 1), total)
        # The bound matters for logits that are not numbers only; the caller sees it in the scores.
        found = torch.searchsorted(cumulative, threshold, out_int32=False, right=True)
        next = torch.clamp(found, None, torch.size(z, 1) - 1)
        whole = torch.type_as(total, lp)
      else:
        lp = torch.log_softmax(z, -1)
        next = torch.argmax(z, -1, True)
        whole = torch.ones_like(lp)
      _0 = torch.append(tokens, next)
      _1 = torch.append(scores, torch.gather(lp, 1, next))
      _2 = torch.append(masses, torch.slice(whole, 1, 0, 1))
      at = position + i
      mask = torch.unsqueeze(torch.unsqueeze(torch.slice(seen, 1, 0, at + 1), 1), 1)
      z = (self).step(torch.squeeze(next, 1), at, pads, mask, ws, caches, cos, sin, )
    return [torch.cat(tokens, 1), torch.cat(scores, 1), torch.cat(masses, 1), z]

  def select(self: __torch__.Decoder,
      tensors: List[Tensor],
      rows: Tensor) -> List[Tensor]:
    # Some rows of each tensor, copied.
    chosen = annotate(List[Tensor], [])
    for t in tensors:
      _0 = torch.append(chosen, torch.index_select(t, 0, rows))
    return chosen
