package io.freehold.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Where an emulator is known not to keep a law, the law has to fail, and in the way that is known:
 * a difference that is gone, or another one, is a failure.
 */
final class Differences implements InvocationInterceptor {
  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> law, ReflectiveInvocationContext<Method> call, ExtensionContext context)
      throws Throwable {
    KindContract<?, ?> contract = (KindContract<?, ?>) context.getRequiredTestInstance();
    Backends where = (Backends) call.getArguments().getFirst();
    Map<String, String> known = where == Backends.MOTO ? contract.differencesOfMoto() : Map.of();
    String name = call.getExecutable().getName();
    if (!known.containsKey(name)) {
      law.proceed();
      return;
    }
    String how = known.getOrDefault(name, "");
    assertThat(catchThrowable(law::proceed))
        .as(
            "%s on %s, which is known to differ: take the entry out if it no longer does",
            name, where)
        .isNotNull()
        .hasMessageContaining(how);
    System.out.printf("differs on %s: %s %s: %s%n", where, contract.type().kind(), name, how);
  }
}
