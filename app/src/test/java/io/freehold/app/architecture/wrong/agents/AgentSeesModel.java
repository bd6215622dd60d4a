package io.freehold.app.architecture.wrong.agents;

import io.freehold.app.architecture.wrong.model.ModelThing;

final class AgentSeesModel {
  final ModelThing thing = new ModelThing();
}
