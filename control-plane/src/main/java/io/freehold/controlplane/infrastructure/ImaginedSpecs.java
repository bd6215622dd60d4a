package io.freehold.controlplane.infrastructure;

import io.freehold.controlplane.web.Body;
import io.freehold.model.infrastructure.InfrastructureSpec;
import org.springframework.stereotype.Component;

/** Specs of infrastructures that nobody has asked to be made. */
@Component
public final class ImaginedSpecs {
  private final SpecMaker specs;

  ImaginedSpecs(SpecMaker specs) {
    this.specs = specs;
  }

  /** What the body asks for, of no account in particular; what is wrong is noted in the body. */
  public InfrastructureSpec of(Body<InfrastructureRequest> body) {
    return specs.imagine(body);
  }
}
