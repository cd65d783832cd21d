// What programs and their mutants include, for one precompiled header.
#pragma once

#include <torch/torch.h>

#include <misfire/activations.h>
#include <misfire/data_faults.h>
#include <misfire/datasets.h>
#include <misfire/epochs.h>
#include <misfire/fingerprint.h>
#include <misfire/initialisers.h>
#include <misfire/losses.h>
#include <misfire/optimizers.h>
#include <misfire/parameters.h>
#include <misfire/regularisers.h>
#include <misfire/seed.h>
#include <misfire/value.h>
