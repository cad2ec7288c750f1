# Builds one static program and ships it alone: no shell, no package, nobody but its own user.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# SQLite is C: cgo is on, and the result is linked statically. Loading extensions would need dlopen, so it is left out.
RUN CGO_ENABLED=1 go build -trimpath -tags 'sqlite_omit_load_extension netgo osusergo' -ldflags '-s -w -linkmode external -extldflags "-static"' -o /out/quorum ./cmd/quorum
RUN mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/quorum /quorum
COPY --from=build --chown=65532:65532 /out/data /var/lib/quorum
# Time zones are inside the program.
ENV QUORUM_DATABASE=/var/lib/quorum/quorum.db
# Inside a container loopback is nobody's: which of its ports can be reached is said where it is run.
ENV QUORUM_LISTEN=:8080
USER 65532:65532
WORKDIR /var/lib/quorum
VOLUME /var/lib/quorum
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/quorum", "check", "--health"]
ENTRYPOINT ["/quorum"]
CMD ["serve"]
