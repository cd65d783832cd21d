#!/usr/bin/env bash
# Starts a Slurm of two nodes on this machine, and runs a campaign on it: its verdicts must be those of this machine alone,
# though one node is killed in the middle of a round. As root; Debian: slurmctld slurmd slurm-client munge.
#
#   scripts/slurm-loopback.sh [OPERATORS]
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" -ne 0 ]; then
  echo "slurm-loopback: only root can start a Slurm"
  exit 77
fi
misfire=$PWD/build/cli/misfire
folder=$(mktemp -d "${TMPDIR:-/tmp}/misfire-slurm-XXXXXX")
chmod 755 "$folder"
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  sleep 1
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap cleanup EXIT

# munge: who one is, among the daemons
mkdir -p "$folder/munge" /run/munge
[ -s /etc/munge/munge.key ] || { dd if=/dev/urandom of=/etc/munge/munge.key bs=1 count=1024 status=none; }
chown munge: /etc/munge/munge.key "$folder/munge" /run/munge
chmod 400 /etc/munge/munge.key
if ! munge -n >/dev/null 2>&1; then
  runuser -u munge -- /usr/sbin/munged --foreground --force --log-file="$folder/munge/log" --pid-file="$folder/munge/pid" --seed-file="$folder/munge/seed" >/dev/null 2>&1 &
  pids+=($!)
fi

export SLURM_CONF=$folder/slurm.conf
cat >"$SLURM_CONF" <<EOF
ClusterName=misfire
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
CryptoType=crypto/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1
SlurmctldTimeout=10
SlurmdTimeout=10
InactiveLimit=0
KillWait=2
MinJobAge=10
ReturnToService=2
JobRequeue=1
StateSaveLocation=$folder/state
SlurmctldPidFile=$folder/slurmctld.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmdLogFile=$folder/slurmd-%n.log
SlurmdSpoolDir=$folder/spool-%n
MailProg=/bin/true
NodeName=one NodeAddr=127.0.0.1 Port=17001 CPUs=1 State=UNKNOWN
NodeName=two NodeAddr=127.0.0.1 Port=17002 CPUs=1 State=UNKNOWN
PartitionName=all Nodes=one,two Default=YES MaxTime=INFINITE State=UP
EOF
mkdir -p "$folder/state" "$folder/spool-one" "$folder/spool-two"
for _ in $(seq 50); do munge -n >/dev/null 2>&1 && break; sleep 0.2; done
slurmctld -D >/dev/null 2>&1 &
pids+=($!)
start_node() {
  slurmd -D -N "$1" >/dev/null 2>&1 &
  pids+=($!)
  node_pid=$!
}
start_node one
start_node two
second=$node_pid
for _ in $(seq 100); do [ "$(sinfo -h -t idle -o %D 2>/dev/null)" = 2 ] && break; sleep 0.3; done
sinfo

cmake -G Ninja -S subjects -B "$folder/subjects" -DCMAKE_BUILD_TYPE=Release >"$folder/configure.log" 2>&1
sed "s#^build:.*#build: $folder/subjects#; s#^output:.*#output: $folder/out#" subjects/fashion_mlp/misfire.yml >"$folder/misfire.yml"
printf 'jobs: 2\nthreads: 1\n' >>"$folder/misfire.yml"
only=(--operators "${1:-LCH=hinge,WRB,HNE}")
echo "On this machine"
"$misfire" run --config "$folder/misfire.yml" "${only[@]}" >"$folder/here.log" 2>&1 || { cat "$folder/here.log"; exit 1; }
mkdir "$folder/here"
mv "$folder"/out/store.sqlite* "$folder/out/verdicts.csv" "$folder/here" # what is built serves both
echo "On the cluster"
"$misfire" run --config "$folder/misfire.yml" "${only[@]}" --executor slurm >"$folder/cluster.log" 2>&1 &
campaign=$!
running=0
for _ in $(seq 3000); do
  count=$(sqlite3 -readonly "$folder/out/store.sqlite" 'SELECT count(*) FROM runs' 2>/dev/null || echo 0)
  [ "${count:-0}" -lt 2 ] || running=$(squeue -h -w two -t R -o %i | wc -l)
  [ "$running" -eq 0 ] || break
  kill -0 "$campaign" 2>/dev/null || break
  sleep 0.2
done
[ "$running" -gt 0 ] || { cat "$folder/cluster.log"; echo "slurm: node two never had a task"; exit 1; }
echo "Killing node two after $count runs: $running of its tasks are running"
for child in $(pgrep -P "$second"); do kill -9 "$child" 2>/dev/null || true; done
kill -9 "$second"
sleep 3
start_node two
wait "$campaign" || { cat "$folder/cluster.log"; exit 1; }
diff <(sort "$folder/here/verdicts.csv") <(sort "$folder/out/verdicts.csv")
runs='SELECT program, number, seed, repetition, outcome, fingerprint FROM runs ORDER BY 1, 2, 3, 4'
diff <(sqlite3 -readonly "$folder/here/store.sqlite" "$runs") <(sqlite3 -readonly "$folder/out/store.sqlite" "$runs")
echo "slurm: the same $(($(wc -l <"$folder/here/verdicts.csv") - 1)) verdicts and $(sqlite3 -readonly "$folder/here/store.sqlite" 'SELECT count(*) FROM runs') runs as on this machine, with a node killed in the middle of a round"
