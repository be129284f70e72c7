#!/usr/bin/env bash
# The drift check of a paired application as a careful engineer writes it around the AWS CLI, curl and python3 (for JSON).
# Independent reads run at the same time. Prints one line per check; exits 1 on drift, 2 when something could not be read.
#
# Needs: CLUSTER SERVICE REPOSITORY BUCKET DISTRIBUTION SITE_URL API_URL, and the standard AWS variables.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
could_not_read() { echo "unknown: $1"; exit 2; }
field() { python3 -c 'import json,sys
value = json.load(open(sys.argv[1]))
for key in sys.argv[2].split("."):
    value = value[int(key)] if key.isdigit() else value[key]
print(value)' "$1" "$2"; }

aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" --output json >"$work/service.json" &
service=$!
aws ecs list-tasks --cluster "$CLUSTER" --service-name "$SERVICE" --output json >"$work/task-arns.json" &
arns=$!
aws cloudfront get-distribution --id "$DISTRIBUTION" --output json >"$work/distribution.json" &
distribution=$!
aws s3 cp --quiet "s3://$BUCKET/index.html" "$work/bucket.html" &
bucket_html=$!
aws s3 cp --quiet "s3://$BUCKET/version.txt" "$work/bucket-version.txt" &
bucket_version=$!
curl -fsS -m 10 -D "$work/edge-headers.txt" -o "$work/edge.html" "$SITE_URL/" &
edge_html=$!
curl -fsS -m 10 -o "$work/edge-version.txt" "$SITE_URL/version.txt" &
edge_version=$!
curl -fsS -m 10 -o "$work/health.json" "$API_URL/health" &
health=$!
curl -fsS -m 10 -o "$work/app-version.json" "$API_URL/version" &
app_version=$!
for job in service:$service arns:$arns distribution:$distribution bucket-html:$bucket_html bucket-version:$bucket_version \
  edge-html:$edge_html edge-version:$edge_version health:$health app-version:$app_version; do
  wait "${job#*:}" || could_not_read "${job%%:*}"
done

definition=$(field "$work/service.json" services.0.taskDefinition)
target_group=$(field "$work/service.json" services.0.loadBalancers.0.targetGroupArn)
task_arns=$(python3 -c 'import json,sys; print(" ".join(json.load(open(sys.argv[1]))["taskArns"]))' "$work/task-arns.json")
edge_entry=$(grep -o 'src="[^"]*index-[^"]*\.js"' "$work/edge.html" | head -n 1 | cut -d'"' -f2)
bucket_entry=$(grep -o 'src="[^"]*index-[^"]*\.js"' "$work/bucket.html" | head -n 1 | cut -d'"' -f2)

aws ecs describe-task-definition --task-definition "$definition" --include TAGS --output json >"$work/definition.json" &
described=$!
# shellcheck disable=SC2086 -- a list of ARNs
aws ecs describe-tasks --cluster "$CLUSTER" --tasks $task_arns --output json >"$work/tasks.json" &
tasks=$!
aws elbv2 describe-target-health --target-group-arn "$target_group" --output json >"$work/targets.json" &
targets=$!
curl -fsS -m 10 -o "$work/edge-entry.js" "$SITE_URL$edge_entry" &
edge_bundle=$!
aws s3 cp --quiet "s3://$BUCKET$bucket_entry" "$work/bucket-entry.js" &
bucket_bundle=$!
aws s3api head-object --bucket "$BUCKET" --key "${bucket_entry#/}" --output json >"$work/entry-head.json" &
entry_head=$!
for job in definition:$described tasks:$tasks targets:$targets edge-bundle:$edge_bundle bucket-bundle:$bucket_bundle entry-head:$entry_head; do
  wait "${job#*:}" || could_not_read "${job%%:*}"
done

image=$(field "$work/definition.json" taskDefinition.containerDefinitions.0.image)
tag=${image##*:}
[ "$tag" = "${image##*@sha256:}" ] && tag=$(python3 -c 'import json,sys
print(next((t["value"] for t in json.load(open(sys.argv[1])).get("tags", []) if t["key"] == "lockstep:version"), ""))' "$work/definition.json")
aws ecr describe-images --repository-name "$REPOSITORY" --image-ids "imageTag=$tag" --output json >"$work/image.json" || could_not_read image

exec python3 - "$work" "$tag" "$API_URL" <<'PYTHON'
import json, re, sys
work, tag, api = sys.argv[1:4]
text = lambda name: open(f"{work}/{name}").read()
load = lambda name: json.loads(text(name))
version = lambda html: (re.search(r'data-build-version="([^"]+)"', html) or [None, None])[1]
edge, bucket = version(text("edge.html")), version(text("bucket.html"))
digests = {c["imageDigest"] for t in load("tasks.json")["tasks"] for c in t["containers"]}
tagged = load("image.json")["imageDetails"][0]["imageDigest"]
states = [t["TargetHealth"]["State"] for t in load("targets.json")["TargetHealthDescriptions"]]
age = re.search(r"(?im)^cache-control:.*max-age=(\d+)", text("edge-headers.txt"))
checks = {
    "version-match": edge == tag and text("edge-version.txt").splitlines()[0] == tag,
    "endpoint-match": api in text("edge-entry.js") and api in text("bucket-entry.js"),
    "edge-stale": edge == bucket,
    "task-mix": len(digests) == 1,
    "tag-moved": digests == {tagged},
    "mutable-tag": re.fullmatch(r"v\d{8}-\d{6}", tag) is not None,
    "app-version": load("app-version.json")["version"] == tag,
    "health": load("health.json")["status"] == "ok",
    "targets": bool(states) and all(state == "healthy" for state in states),
    "cache-policy": age is not None and int(age[1]) <= 300 and "immutable" in load("entry-head.json").get("CacheControl", ""),
    "distribution": load("distribution.json")["Distribution"]["DistributionConfig"]["Enabled"],
}
for name, holds in checks.items():
    print(f"{'ok' if holds else 'drift'}: {name}")
sys.exit(0 if all(checks.values()) else 1)
PYTHON
