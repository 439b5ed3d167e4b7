
  # The methods of generation, with caches of keys and values: two for each layer,
  # [B, KV_HEADS, capacity, HEAD_DIM].

  def project(self: __torch__.Decoder,
      x: Tensor,
      ws: List[Tensor],
      at: int,
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    # A layer up to attention, see heads.
    return (self).heads((self).packed_heads((self).normed(x, ws[at], ws[at + 1], ), ws, at, ), ws, at, cos, sin, )

  def finish(self: __torch__.Decoder,
      x: Tensor,
      attended: Tensor,
      ws: List[Tensor],
      at: int) -> Tensor:
    # A layer behind attention.
    y = torch.add(x, (self).output(attended, ws, at, ))
    g = (self).gate_and_up((self).normed(y, ws[at + 7], ws[at + 8], ), ws, at, )
    return torch.add(y, (self).down(torch.mul(torch.silu(g[0]), g[1]), ws, at, ))

  def prefill(self: __torch__.Decoder,
      ids: Tensor,
      pads: Tensor,
      ws: List[Tensor],
      caches: List[Tensor],
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    # Reads prompts [B, P], padded on the left by pads [B]; writes keys and values into the caches and
    # returns the next token's logits [B, V].
    torch.set_grad_enabled(False)
    b = torch.size(ids, 0)
    p = torch.size(ids, 1)
    at_column = torch.arange(p, dtype=4, layout=None, device=ops.prim.device(ids), pin_memory=False)
    positions = torch.reshape(torch.clamp(torch.sub(torch.unsqueeze(at_column, 0), torch.unsqueeze(pads, 1)), 0), [-1])
    c = torch.unsqueeze(torch.embedding(cos, positions), 1)
    s = torch.unsqueeze(torch.embedding(sin, positions), 1)
    causal = torch.le(torch.unsqueeze(at_column, 0), torch.unsqueeze(at_column, 1))
    real = torch.ge(torch.unsqueeze(at_column, 0), torch.unsqueeze(pads, 1))
    itself = torch.eq(torch.unsqueeze(at_column, 0), torch.unsqueeze(at_column, 1))
    seen = torch.logical_or(torch.logical_and(torch.unsqueeze(causal, 0), torch.unsqueeze(real, 1)), torch.unsqueeze(itself, 0))
    zeros = torch.zeros([b, p, p], dtype=6, layout=None, device=ops.prim.device(ids), pin_memory=False)
    mask = torch.unsqueeze(torch.masked_fill(zeros, torch.logical_not(seen), -inf), 1)
    x = torch.embedding(ws[0], torch.reshape(ids, [-1]))
    for l in range(LAYERS):
      at = 1 + SLOTS * l
      qkv = (self).project(x, ws, at, c, s, )
      qk = torch.reshape(qkv[0], [b, p, HEADS + KV_HEADS, HEAD_DIM])
      k = torch.slice(qk, 2, HEADS, HEADS + KV_HEADS)
      v = torch.reshape(qkv[1], [b, p, KV_HEADS, HEAD_DIM])
      _0 = torch.copy_(torch.slice(caches[2 * l], 2, 0, p), torch.transpose(k, 1, 2))
      _1 = torch.copy_(torch.slice(caches[2 * l + 1], 2, 0, p), torch.transpose(v, 1, 2))
      a = (self).attend(torch.slice(qk, 2, 0, HEADS), k, v, mask, )
      x = (self).finish(x, torch.reshape(a, [-1, HEADS * HEAD_DIM]), ws, at, )
    ends = torch.select(torch.reshape(x, [b, p, torch.size(x, 1)]), 1, p - 1)
    return [(self).linear((self).norm(ends, ws[1 + SLOTS * LAYERS], ), ws[2 + SLOTS * LAYERS], None, )]

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
    c = torch.unsqueeze(torch.embedding(cos, positions), 1)
    s = torch.unsqueeze(torch.embedding(sin, positions), 1)
    x = torch.embedding(ws[0], tokens)
    for l in range(LAYERS):
      at = 1 + SLOTS * l
      qkv = (self).project(x, ws, at, c, s, )
      _0 = torch.copy_(torch.slice(caches[2 * l], 2, position, position + 1), torch.unsqueeze(torch.slice(qkv[0], 1, HEADS, HEADS + KV_HEADS), 2))
      _1 = torch.copy_(torch.slice(caches[2 * l + 1], 2, position, position + 1), torch.unsqueeze(qkv[1], 2))
      k = torch.slice(caches[2 * l], 2, 0, position + 1)
      v = torch.slice(caches[2 * l + 1], 2, 0, position + 1)
      # The query heads that share a key head stand as so many queries of that head: no copy of the cache.
      q = torch.reshape(torch.slice(qkv[0], 1, 0, HEADS), [b, KV_HEADS, HEADS // KV_HEADS, HEAD_DIM])
      a = torch.scaled_dot_product_attention(q, k, v, mask, 0., False, scale=None, enable_gqa=False)
      x = (self).finish(x, torch.reshape(a, [b, HEADS * HEAD_DIM]), ws, at, )
    return (self).linear((self).norm(x, ws[1 + SLOTS * LAYERS], ), ws[2 + SLOTS * LAYERS], None, )

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
