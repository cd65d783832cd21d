"""Prints the numbers that optimizers_test.cpp expects: a parameter after each of four steps of PyTorch's Python
optimizers, with the gradients g_t = (t, -0.5, 0.1 t^2), a rate of 0.1, once without and once with weight decay 0.1.

/usr/bin/python3 tests/runtime/optimizers_reference.py
"""
import torch

torch.set_default_dtype(torch.float64)


class NAdam(torch.optim.Optimizer):
    """torch.optim.NAdam's documented formula (Dozat, 2016), as PyTorch computes it since 2.0: 1.13 multiplies the
    product of the next step by mu_t twice."""

    def __init__(self, params, lr, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        group = self.param_groups[0]
        for p in group["params"]:
            state = self.state[p]
            t = state["step"] = state.get("step", 0) + 1
            g = p.grad + group["weight_decay"] * p
            mu, mu_next = (0.9 * (1 - 0.5 * 0.96 ** (i * 0.004)) for i in (t, t + 1))
            product = state["product"] = state.get("product", 1.0) * mu
            m = state["m"] = 0.9 * state.get("m", torch.zeros_like(p)) + 0.1 * g
            v = state["v"] = 0.999 * state.get("v", torch.zeros_like(p)) + 0.001 * g * g
            mean = mu_next * m / (1 - product * mu_next) + (1 - mu) * g / (1 - product)
            p -= group["lr"] * mean / ((v / (1 - 0.999**t)).sqrt() + 1e-8)


def show(name, optimizer, **options):
    p = torch.tensor([1.0, -2.0, 0.5], requires_grad=True)
    stepping = optimizer([p], lr=0.1, **options)
    print(f'{{"{name}", {{')
    for t in range(1, 5):
        p.grad = torch.tensor([float(t), -0.5, 0.1 * t * t])
        stepping.step()
        print("  " + ", ".join(f"{x:.12g}" for x in p.tolist()) + ",")
    print("}},")


optim = torch.optim
optimizers = [optim.SGD, optim.RMSprop, optim.Adagrad, optim.Adadelta, optim.Adam, optim.AdamW, optim.Adamax, NAdam]
for optimizer in optimizers:
    show(optimizer.__name__.replace("NAdam", "Nadam"), optimizer)
print("// with weight decay 0.1")
for optimizer in optimizers:
    show(optimizer.__name__.replace("NAdam", "Nadam"), optimizer, weight_decay=0.1)
