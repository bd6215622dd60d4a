package io.freehold.controlplane.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a controller the request's {@link Body}. */
public final class BodyArgument implements HandlerMethodArgumentResolver {
  /** Far beyond the largest request that makes sense. */
  static final int LARGEST = 1 << 20;

  private final BodyReader reader = new BodyReader();

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Body.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders)
      throws IOException, HttpMediaTypeNotSupportedException {
    HttpServletRequest request =
        Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
    checkMediaType(request.getContentType());
    return reader.read(bytes(request), recordType(parameter));
  }

  /** The whole body, or a refusal if it is far too large. */
  public static byte[] bytes(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw Refusal.of(
          413, "body-too-large", "The body: found more, needed at most " + LARGEST + " bytes.");
    }
    return body;
  }

  private static void checkMediaType(@Nullable String contentType)
      throws HttpMediaTypeNotSupportedException {
    List<MediaType> supported = List.of(MediaType.APPLICATION_JSON);
    if (contentType == null) {
      throw new HttpMediaTypeNotSupportedException((MediaType) null, supported);
    }
    try {
      MediaType type = MediaType.parseMediaType(contentType);
      if (!type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
        throw new HttpMediaTypeNotSupportedException(type, supported);
      }
    } catch (InvalidMediaTypeException e) {
      throw Refusal.of(
          415,
          "unsupported-media-type",
          "Content-Type: found '" + contentType + "', needed application/json.");
    }
  }

  private static Class<?> recordType(MethodParameter parameter) {
    if (parameter.getGenericParameterType() instanceof ParameterizedType type
        && type.getActualTypeArguments()[0] instanceof Class<?> record) {
      return record;
    }
    throw new IllegalStateException(parameter + " must say which record its Body is");
  }
}
