FROM debian:bookworm-slim AS build
WORKDIR /src
COPY a.txt .
RUN echo hi > /x && head -c 5000000 /dev/urandom > /r1
RUN --mount=type=cache,target=/c head -c 1000000 /dev/urandom > /r2
COPY --link a.txt /zz/
FROM build AS mid
RUN <<E
head -c 300000 /dev/urandom > /r3
echo x
E
FROM scratch
COPY --from=build /r1 /r1
