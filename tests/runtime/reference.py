"""Prints the numbers that losses_test.cpp, activations_test.cpp and initialisers_test.cpp expect, from PyTorch's Python
implementation where it has the function, else from the published formula in NumPy.

/usr/bin/python3 tests/runtime/reference.py
"""
import numpy as np
import scipy.stats
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
EPSILON = 1e-7


def show(name, tensor):
    print(f"{name}: " + ", ".join(f"{x:.12g}" for x in torch.as_tensor(tensor).flatten().tolist()))


def value_losses(p, t):
    yield "mean_squared_error", F.mse_loss(p, t)
    yield "mean_absolute_error", F.l1_loss(p, t)
    a, b = p.numpy(), t.numpy()
    yield "mean_absolute_percentage_error", 100 * np.mean(np.abs((b - a) / np.maximum(np.abs(b), EPSILON)))
    yield "mean_squared_logarithmic_error", np.mean(
        (np.log1p(np.maximum(a, EPSILON)) - np.log1p(np.maximum(b, EPSILON))) ** 2)
    yield "logcosh", np.mean(np.log(np.cosh(a - b)))
    yield "huber", F.huber_loss(p, t)


def class_losses(p, t):
    yield from value_losses(p, t)
    a, s = p.numpy(), 2 * t.numpy() - 1
    yield "squared_hinge", np.mean(np.maximum(1 - s * a, 0) ** 2)
    yield "hinge", np.mean(np.maximum(1 - s * a, 0))
    negative = np.max(np.where(t.numpy() == 1, 0, a), axis=1)
    yield "categorical_hinge", np.mean(np.maximum(negative - np.sum(t.numpy() * a, axis=1) + 1, 0))
    yield "categorical_crossentropy", F.nll_loss(p.log(), t.argmax(1))
    yield "binary_crossentropy", F.binary_cross_entropy(p, t)
    clipped = t.clamp(EPSILON, 1)
    yield "kullback_leibler_divergence", F.kl_div(p.log(), clipped, reduction="batchmean")
    yield "poisson", F.poisson_nll_loss(p, t, log_input=False, eps=EPSILON)


print("# losses: classes")
logits = torch.tensor([[0.5, -1.0, 2.0, 0.0], [1.5, 0.25, -0.5, -2.0], [-1.0, 3.0, 0.5, 1.0]])
indices = torch.tensor([2, 0, 3])
for name, number in class_losses(F.softmax(logits, 1), F.one_hot(indices, 4).double()):
    show(name, number)

print("# losses: values")
values = torch.tensor([[1.5, -0.5], [0.25, 4.0], [2.0, 1.0]])
targets = torch.tensor([[1.0, 0.5], [0.75, 1.5], [-2.0, 1.25]])
for name, number in value_losses(values, targets):
    show(name, number)
show("poisson", F.poisson_nll_loss(torch.tensor([0.5, 2.0, 3.0]), torch.tensor([1.0, 0.0, 4.0]), log_input=False,
                                   eps=EPSILON))

print("# activations of -6, -1, -0.5, 0, 0.5, 1, 6")
x = torch.tensor([-6.0, -1.0, -0.5, 0.0, 0.5, 1.0, 6.0])
for function in (F.elu, F.selu, F.softplus, F.softsign, F.relu, torch.tanh, torch.sigmoid, torch.exp):
    show(function.__name__, function(x))
show("softmax", F.softmax(x, 0))
show("hard_sigmoid", np.clip(0.2 * x.numpy() + 0.5, 0, 1))

print("# initialisers: the first three numbers of a weight (6, 4, 3, 3) after torch.manual_seed(1)")
torch.set_default_dtype(torch.float32)
deviation = scipy.stats.truncnorm(-2, 2).std()
fan_in, fan_out = torch.nn.init._calculate_fan_in_and_fan_out(torch.empty(6, 4, 3, 3))
show("fans", torch.tensor([fan_in, fan_out]))
show("deviation of the truncated normal distribution", deviation)


def truncated(variance):
    sd = variance**0.5 / deviation
    return lambda weight: torch.nn.init.trunc_normal_(weight, 0, sd, -2 * sd, 2 * sd)


initialisers = {
    "random_normal": lambda weight: torch.nn.init.normal_(weight, 0, 0.05),
    "random_uniform": lambda weight: torch.nn.init.uniform_(weight, -0.05, 0.05),
    "truncated_normal": lambda weight: torch.nn.init.trunc_normal_(weight, 0, 0.05, -0.1, 0.1),
    "orthogonal": torch.nn.init.orthogonal_,
    "lecun_uniform": lambda weight: torch.nn.init.kaiming_uniform_(weight, nonlinearity="linear"),
    "lecun_normal": truncated(1 / fan_in),
    "glorot_uniform": torch.nn.init.xavier_uniform_,
    "glorot_normal": truncated(2 / (fan_in + fan_out)),
    "he_uniform": lambda weight: torch.nn.init.kaiming_uniform_(weight, nonlinearity="relu"),
    "he_normal": truncated(2 / fan_in),
}
for name, initialise in initialisers.items():
    weight = torch.empty(6, 4, 3, 3)
    torch.manual_seed(1)
    initialise(weight)
    show(name, weight.flatten()[:3])
