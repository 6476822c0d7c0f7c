#!/usr/bin/env bash
# The dev overlay on a cluster of its own, and what only a cluster can show. A person runs this: it needs
# docker, kind and kubectl, and is no part of the gate.
#   ./mvnw package -DskipTests && k8s/test/kind.sh [keep]
# With `keep` the cluster stays, to play with; without, it goes in the end.
set -euo pipefail
cd "$(dirname "$0")/../.."

name=waypost
namespace=waypost-dev
kubectl=(kubectl --context "kind-$name" -n "$namespace")

say() { printf '== %s\n' "$*"; }

fail() {
    say "FAILED: $*"
    "${kubectl[@]}" get pods -o wide || true
    "${kubectl[@]}" logs deployment/waypost --tail=40 || true
    exit 1
}

# Tries until the command says yes: within SECONDS, COMMAND ...
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 1
    done
}

publish() {
    printf '{"id":"%s","from":"shop@example.org","to":["ann@example.net"],"subject":"%s","text":"Hello."}\n' "$1" "$1" |
        "${kubectl[@]}" exec -i deployment/kafka -- /opt/kafka/bin/kafka-console-producer.sh \
            --bootstrap-server kafka:9092 --topic outbound-mail
}

# Whether a mail of this subject came by the port whose page is at this number.
arrived() {
    "${kubectl[@]}" get --raw \
        "/api/v1/namespaces/$namespace/pods/$(relay_pod):$2/proxy/api/v1/search?query=subject:$1" |
        grep -q "\"$1\""
}

relay_pod() {
    "${kubectl[@]}" get pod -l app.kubernetes.io/name=relay -o 'jsonpath={.items[0].metadata.name}'
}

gate_of_587() {
    "${kubectl[@]}" patch networkpolicy waypost-relay --type=json -p "[{\"op\":\"$1\",\"path\":\"/spec/egress/0/ports/0\"${2:-}}]"
}

say "cluster"
kind get clusters | grep -qx "$name" || kind create cluster --name "$name" --wait 120s
if [ "${1:-}" != keep ]; then
    trap 'kind delete cluster --name "$name"' EXIT
fi

say "image"
docker build -q -f src/main/docker/Dockerfile.jvm -t waypost:dev .
kind load docker-image waypost:dev --name "$name"

say "overlay"
kubectl --context "kind-$name" apply -k k8s/overlays/dev
for each in kafka relay waypost; do
    "${kubectl[@]}" rollout status "deployment/$each" --timeout=300s || fail "$each does not come up"
done

say "a mail goes by 587"
publish by-587
within 60 arrived by-587 8025 || fail "no mail came"

say "587 is cut off: a mail goes by 2525"
gate_of_587 remove
"${kubectl[@]}" rollout restart deployment/waypost
"${kubectl[@]}" rollout status deployment/waypost --timeout=300s || fail "it does not start without 587"
publish by-2525
within 120 arrived by-2525 8026 || fail "no mail came round the blocked port (does the cluster's network heed policies?)"
gate_of_587 add ',"value":{"protocol":"TCP","port":587}'

say "a new password is read without a roll"
pod=$("${kubectl[@]}" get pod -l app.kubernetes.io/component=carrier -o 'jsonpath={.items[0].metadata.name}')
secret=$("${kubectl[@]}" get pod "$pod" -o 'jsonpath={.spec.volumes[?(@.name=="login")].secret.secretName}')
"${kubectl[@]}" patch secret "$secret" -p '{"stringData":{"password":"another"}}'
rotated() { "${kubectl[@]}" exec "$pod" -- cat /etc/waypost/login/password | grep -qx another; }
within 150 rotated || fail "the mounted password did not change"
publish after-rotation
within 60 arrived after-rotation 8025 || within 60 arrived after-rotation 8026 || fail "no mail came after the rotation"

say "a pod that is told to go drains within its grace period"
publish before-drain
started=$SECONDS
"${kubectl[@]}" delete pod "$pod" --wait=true
[ $((SECONDS - started)) -le 45 ] || fail "the drain took $((SECONDS - started)) s"

say "all is well"
