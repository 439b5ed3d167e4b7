
  # The methods of training and scoring, on top of the trunk: log-probabilities and a critic's values, and
  # the gradients by them.

  def padded(self: __torch__.Decoder,
      x: Tensor,
      count: int) -> Tensor:
    # With zeros at the end: there may be more sources than targets, see trunk.py.
    return torch.constant_pad_nd(x, [0, count - torch.size(x, 0)], 0)

  def logits(self: __torch__.Decoder,
      h: Tensor,
      head: Tensor,
      temperature: float) -> Tensor:
    logits = (self).linear(h, head, None, )
    if temperature != 1.:
      z = torch.div_(logits, temperature)
    else:
      z = logits
    return z

  def score(self: __torch__.Decoder,
      layout: List[Tensor],
      ws: List[Tensor],
      cos: Tensor,
      sin: Tensor,
      temperature: float,
      graph: bool,
      recompute: bool,
      logits: int) -> List[Tensor]:
    # Log-probabilities and entropies [M] of the targets; to go on with backward, then the probabilities of
    # all tokens [M, V] or nothing, and what the method hidden returns. No more than so many logits are held
    # at once.
    hidden = (self).hidden(layout, ws, cos, sin, graph, recompute, )
    h = torch.detach(hidden[0])
    head = ws[2 + SLOTS * LAYERS]
    m = torch.size(h, 0)
    chunk = ops.prim.max(1, logits // torch.size(head, 0))
    count = torch.size(layout[3], 0)
    targets = torch.unsqueeze((self).padded(layout[3], m, ), 1)
    kept = torch.slice(h, 0, 0, 0)
    chosen = annotate(List[Tensor], [])
    entropies = annotate(List[Tensor], [])
    for i in range((m + chunk - 1) // chunk):
      end = ops.prim.min(m, (i + 1) * chunk)
      z = (self).logits(torch.slice(h, 0, i * chunk, end), head, temperature, )
      lp = torch.log_softmax(z, -1)
      # A second softmax is quicker than the engine's exponential.
      p = torch.softmax(z, -1)
      _0 = torch.append(chosen, torch.gather(lp, 1, torch.slice(targets, 0, i * chunk, end)))
      _1 = torch.append(entropies, torch.neg(torch.sum(torch.mul_(lp, p), [-1])))
      if graph and m <= chunk:
        kept = p
    scores = [torch.slice(torch.squeeze(torch.cat(chosen, 0), 1), 0, 0, count), torch.slice(torch.cat(entropies, 0), 0, 0, count)]
    if graph:
      all = torch.add(torch.add(scores, [kept]), hidden)
    else:
      all = scores
    return all

  def backward(self: __torch__.Decoder,
      by_log_probs: Tensor,
      by_entropies: Tensor,
      scores: List[Tensor],
      layout: List[Tensor],
      ws: List[Tensor],
      sums: List[Tensor],
      cos: Tensor,
      sin: Tensor,
      temperature: float,
      logits: int) -> List[Tensor]:
    # Adds the gradient of sum(log-probability * derivative) + sum(entropy * derivative) to the sums, which
    # have the slots of the parameters. Derivatives by the entropies [M] may be missing.
    #
    # With z = logits / temperature and p = softmax(z): d log p_t / d z = onehot_t - p, and
    # d H / d z = -p (log p + H). Written out, it needs no graph of the logits, which can so be computed
    # anew chunk by chunk.
    torch.set_grad_enabled(False)
    head = ws[2 + SLOTS * LAYERS]
    head_sum = sums[2 + SLOTS * LAYERS]
    h = torch.detach(scores[3])
    m = torch.size(h, 0)
    chunk = ops.prim.max(1, logits // torch.size(head, 0))
    targets = torch.unsqueeze((self).padded(layout[3], m, ), 1)
    by_log_prob = torch.unsqueeze((self).padded(by_log_probs, m, ), 1)
    by_entropy = torch.unsqueeze((self).padded(by_entropies, m, ), 1)
    derivatives = annotate(List[Tensor], [])
    for i in range((m + chunk - 1) // chunk):
      begin = i * chunk
      end = ops.prim.min(m, begin + chunk)
      hc = torch.slice(h, 0, begin, end)
      if torch.size(scores[2], 0) == m:
        p = scores[2]
      else:
        p = torch.softmax((self).logits(hc, head, temperature, ), -1)
      d = torch.slice(by_log_prob, 0, begin, end)
      if torch.numel(by_entropies) > 0:
        # What underflows to probability 0 has no part in the entropy.
        lp = torch.log_(torch.clamp(p, 1.1754943508222875e-38))
        entropy = torch.neg(torch.sum(torch.mul(p, lp), [-1], True))
        weight = torch.add_(torch.mul_(torch.add_(lp, entropy), torch.slice(by_entropy, 0, begin, end)), d)
        by_z = torch.neg_(torch.mul_(weight, p))
      else:
        by_z = torch.mul_(p, torch.neg(d))
      _0 = torch.scatter_add_(by_z, 1, torch.slice(targets, 0, begin, end), d)
      if temperature != 1.:
        _1 = torch.div_(by_z, temperature)
      _2 = torch.append(derivatives, (self).linear(by_z, torch.t(head), None, ))
      if torch.numel(head_sum) > 0:
        _3 = (self).add_by_weight(head_sum, by_z, hc, )
    return (self).propagate(torch.cat(derivatives, 0), torch.slice(scores, 3, torch.len(scores)), layout, ws, sums, cos, sin, )

  def values(self: __torch__.Decoder,
      layout: List[Tensor],
      ws: List[Tensor],
      cos: Tensor,
      sin: Tensor,
      graph: bool,
      recompute: bool) -> List[Tensor]:
    # A critic's predictions [M], whose head [1, D] stands in the place of the output head; then, to go on
    # with backward_values, what the method hidden returns.
    hidden = (self).hidden(layout, ws, cos, sin, graph, recompute, )
    all = torch.squeeze(torch.linear(torch.detach(hidden[0]), ws[2 + SLOTS * LAYERS]), 1)
    predicted = torch.slice(all, 0, 0, torch.size(layout[3], 0))
    return torch.add([predicted], hidden)

  def backward_values(self: __torch__.Decoder,
      derivatives: Tensor,
      values: List[Tensor],
      layout: List[Tensor],
      ws: List[Tensor],
      sums: List[Tensor],
      cos: Tensor,
      sin: Tensor) -> List[Tensor]:
    torch.set_grad_enabled(False)
    d = torch.unsqueeze((self).padded(derivatives, torch.size(values[1], 0), ), 1)
    _0 = torch.addmm_(sums[2 + SLOTS * LAYERS], torch.t(d), torch.detach(values[1]))
    return (self).propagate(torch.mm(d, ws[2 + SLOTS * LAYERS]), torch.slice(values, 1, torch.len(values)), layout, ws, sums, cos, sin, )
