
  # The methods that change parameters, and those that bring them into the engine and out of it.

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
    norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gradients, 2)), 2)
    if bool(torch.isfinite(norm)):
      if max_norm > 0.:
        scale = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, 9.9999999999999995e-07)), max_norm), None, 1.)
        torch._foreach_mul_(gradients, scale)
      torch._foreach_add_(steps, 1.)
      torch._fused_adamw_(parameters, gradients, means, squares, annotate(List[Tensor], []), steps, lr=learning_rate, beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=epsilon, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    return [norm]

  def clear(self: __torch__.Decoder,
      sums: List[Tensor]) -> List[Tensor]:
    torch.set_grad_enabled(False)
    torch._foreach_zero_(sums)
    return []

  def lowered(self: __torch__.Decoder,
      tensors: List[Tensor]) -> List[Tensor]:
    # Copies in bfloat16, trainable where the originals are.
    torch.set_grad_enabled(False)
    copies = annotate(List[Tensor], [])
    for t in tensors:
      copy = torch.to(t, 15, False, True, None)
      if ops.prim.requires_grad(t):
        _0 = torch.append(copies, torch.requires_grad_(copy))
      else:
        _1 = torch.append(copies, copy)
    return copies

  def assign(self: __torch__.Decoder,
      targets: List[Tensor],
      sources: List[Tensor]) -> List[Tensor]:
    torch.set_grad_enabled(False)
    for i in range(torch.len(targets)):
      _0 = torch.copy_(targets[i], sources[i])
    return []

  def write(self: __torch__.Decoder,
      target: Tensor,
      begin: int,
      values: Tensor) -> List[Tensor]:
    # Overwrites some values of a contiguous tensor, counted in the order they lie in.
    torch.set_grad_enabled(False)
    place = torch.slice(torch.view(target, [-1]), 0, begin, begin + torch.numel(values))
    _0 = torch.copy_(place, values)
    return []

  def read(self: __torch__.Decoder,
      source: Tensor,
      begin: int,
      end: int) -> List[Tensor]:
    # The same values, as a view.
    torch.set_grad_enabled(False)
    return [torch.slice(torch.view(source, [-1]), 0, begin, end)]

  def merged(self: __torch__.Decoder,
      weight: Tensor,
      begin: int,
      end: int,
      down: Tensor,
      up: Tensor) -> List[Tensor]:
    # Some rows of a weight with their adapter in them.
    torch.set_grad_enabled(False)
    return [torch.add(torch.slice(weight, 0, begin, end), torch.mm(up, down), alpha=SCALE)]
