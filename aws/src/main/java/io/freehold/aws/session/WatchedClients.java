package io.freehold.aws.session;

import io.freehold.aws.session.CallWatch.Call;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.regions.Region;

/**
 * Clients whose calls are watched, wherever they come from: each stands in front of the real one.
 * The SDK's own interceptors would not do, since the simulator's clients have none.
 *
 * @param inner where the real ones come from
 */
record WatchedClients(AwsClients inner, CallWatch watch) implements AwsClients {
  @Override
  public <T extends SdkClient> T client(
      Class<T> type, AwsCredentialsProvider credentials, Region region) {
    Watched handler = new Watched(inner.client(type, credentials, region), watch);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public boolean isEmulator() {
    return inner.isEmulator();
  }

  private record Watched(SdkClient client, CallWatch watch) implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (isCall(method)) {
        return call(method, arguments);
      }
      // Pages and requests that are built on the spot come back here as calls.
      return method.isDefault()
          ? InvocationHandler.invokeDefault(proxy, method, arguments)
          : on(client, method, arguments);
    }

    /** A call takes a request; what is called paginator makes one call for each page. */
    private static boolean isCall(Method method) {
      return method.getParameterCount() > 0
          && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
          && !method.getName().endsWith("Paginator");
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
      Call call = Call.of(client.serviceName(), method.getName());
      watch.before(call);
      try {
        Object answer = on(client, method, arguments);
        watch.after(call, Optional.empty());
        return answer;
      } catch (RuntimeException e) {
        watch.after(call, Optional.of(e));
        throw e;
      }
    }

    private static @Nullable Object on(
        SdkClient client, Method method, Object @Nullable [] arguments) throws Throwable {
      try {
        return method.invoke(client, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
  }
}
