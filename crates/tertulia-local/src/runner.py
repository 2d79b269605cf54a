"""Serves one model by llama.cpp's own server, out of the package beside the data of Tertulia.

Understands the flags of llama-server that Tertulia uses, so that either can stand for the other. The key comes by the
environment, where other people's process lists do not show it.
"""

import argparse
import os
import signal
import sys

flags = argparse.ArgumentParser()
flags.add_argument("--library", required=True)
flags.add_argument("--model", required=True)
flags.add_argument("--alias", required=True)
flags.add_argument("--host", required=True)
flags.add_argument("--port", type=int, required=True)
flags.add_argument("--ctx-size", type=int, required=True)
flags.add_argument("--parallel", type=int, required=True)
flags.add_argument("--threads", type=int, required=True)
flags.add_argument("--threads-batch", type=int, required=True)
flags.add_argument("--cache-ram", type=int, default=int(os.environ["LLAMA_ARG_CACHE_RAM"]))
given = flags.parse_args()

sys.path.insert(0, given.library)
import xllamacpp  # noqa: E402

params = xllamacpp.CommonParams()
params.model.path = given.model
params.model_alias = {given.alias}
params.hostnames = [given.host]
params.port = given.port
params.n_ctx = given.ctx_size
params.n_parallel = given.parallel
params.cpuparams.n_threads = given.threads
params.cpuparams_batch.n_threads = given.threads_batch
params.api_keys = [os.environ["LLAMA_API_KEY"]]
params.default_template_kwargs = {"enable_thinking": "false"}
params.cache_ram_mib = given.cache_ram
params.ui = False

server = xllamacpp.Server(params)
signal.pause()
