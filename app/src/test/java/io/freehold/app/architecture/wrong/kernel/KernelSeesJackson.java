package io.freehold.app.architecture.wrong.kernel;

import tools.jackson.databind.json.JsonMapper;

final class KernelSeesJackson {
  final Object json = JsonMapper.builder().build();
}
