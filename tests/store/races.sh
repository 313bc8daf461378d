# Cases of run.sh where several programs work at once, or one is killed,
# or a step of one fails.

# many COUNT: files to add
many() {
	for i in $(seq "$1"); do
		echo "file $i" >"f$i"
	done
}

t_race_add_gc() {
	many 40
	ns --init
	for w in 1 2; do
		(
			for i in $(seq 40); do
				ns --add "f$i" || exit 1
			done
		) &
	done
	for i in $(seq 6); do
		ns --gc >/dev/null
	done
	wait
	clean
	for i in $(seq 40); do
		ns --add "f$i" >/dev/null
	done
	clean
	same "$(ls s/nix/store | wc -l)" 40
}

t_race_peer() {
	many 30
	ns --init
	(
		for i in $(seq 30); do
			ns --add "f$i" || exit 1
		done
		touch done1
	) &
	(
		for i in $(seq 30); do
			peer_ns --add "f$i" || exit 1
		done
		touch done2
	) &
	for i in 1 2 3; do
		ns --gc
		peer_ns --gc
	done
	wait
	[ -e done1 ] && [ -e done2 ]
	clean
	peer_ns --verify --check-contents
}

# A path that is in use while a collector runs must stay.
t_race_roots() {
	tree t
	(
		for i in $(seq 15); do
			p=$(ns --add-root "$PWD/root" -r "$(ns --add t)") ||
				exit 1
			[ -e "s/$(readlink root)/file" ] || exit 1
			rm root
		done
		touch done
	) &
	while [ ! -e done ] && kill -0 $! 2>/dev/null; do
		ns --gc >/dev/null
	done
	wait
	clean
	[ -e done ] || {
		# --add and --realise are two processes: the path may go
		# between them, but never under a finished root
		same "$(find root -maxdepth 0 2>/dev/null)" ''
	}
}

t_kill() {
	tree t
	head -c 3000000 /dev/urandom >t/big
	for i in $(seq 60); do
		echo "$i" >t/small$i
	done
	p=$(ns --add t)
	ns --export "$p" >exp
	for i in $(seq 40); do
		ns --delete "$p" >/dev/null || true
		ns --import <exp >/dev/null &
		pid=$!
		sleep "0.0$((i % 10))$((i % 7))"
		kill -9 $pid 2>/dev/null || true
		wait $pid 2>/dev/null || true
		clean || return 1
	done
	for i in $(seq 20); do
		ns --import <exp >/dev/null
		ns --gc >/dev/null 2>&1 &
		pid=$!
		sleep "0.00$((i % 10))"
		kill -9 $pid 2>/dev/null || true
		wait $pid 2>/dev/null || true
		clean || return 1
	done
	ns --import <exp
	clean
	ns --gc
	same "$(ls s/nix/store)" ''
}

# A program in which the N-th step of a kind fails: see base/os.h.
faulty_program() {
	faulty=$MOTE_FAULTY
	[ -n "$faulty" ] && return 0
	make -s -C "$top" out/host/faults/mote
	faulty=$top/out/host/faults/mote
}

faulty_ns() {
	"$faulty" nix-store --store "$PWD/s" "$@"
}

t_faults() {
	faulty_program
	tree t
	p=$(ns --add t)
	ns --export "$p" >exp
	q=$(ns --add exp)
	for kind in any kill; do
		n=1
		while :; do
			ns --delete "$p" "$q" >/dev/null 2>&1 || true
			good=0
			MOTE_FAULT=$kind:$n faulty_ns --import <exp \
				>/dev/null 2>&1 || good=1
			clean >/dev/null 2>&1 || {
				echo "not clean after $kind:$n of import"
				return 1
			}
			[ $good = 0 ] && [ $n -gt 5 ] && break
			n=$((n + 1))
		done
		n=1
		while :; do
			ns --delete "$p" >/dev/null 2>&1 || true
			good=0
			MOTE_FAULT=$kind:$n faulty_ns --add t \
				>/dev/null 2>&1 || good=1
			clean >/dev/null 2>&1 || {
				echo "not clean after $kind:$n of add"
				return 1
			}
			[ $good = 0 ] && [ $n -gt 5 ] && break
			n=$((n + 1))
		done
		n=1
		while :; do
			ns --add t >/dev/null
			good=0
			MOTE_FAULT=$kind:$n faulty_ns --gc \
				>/dev/null 2>&1 || good=1
			clean >/dev/null 2>&1 || {
				echo "not clean after $kind:$n of gc"
				return 1
			}
			[ $good = 0 ] && [ $n -gt 5 ] && break
			n=$((n + 1))
		done
	done
	ns --import <exp
	clean
}

t_full_disk() {
	[ "$(id -u)" = 0 ] || return 0
	mkdir s
	mount -t tmpfs -o size=12m tmpfs s || return 0
	head -c 20000000 /dev/zero >big
	rc=0
	(fails 'No space left' ns --add big && clean &&
		same "$(find s/nix/store -mindepth 1 ! -name .links)" '' &&
		echo small >small && ns --add small && clean) || rc=1
	umount s
	return $rc
}

# A collector at work stops nobody, and keeps what they make meanwhile.
t_gc_non_blocking() {
	echo one >f1
	echo two >f2
	p=$(ns --add f1)
	mkfifo hold
	_NIX_TEST_GC_SYNC=$PWD/hold ns --gc >gc.out 2>&1 &
	sleep 0.5
	q=$(timeout 20 "$bin/nix-store" --store "$PWD/s" --add f2)
	echo go >hold
	wait
	[ ! -e "s/$p" ] && [ -e "s/$q" ]
	ns --check-validity "$q"
	clean
}

t_gc_non_blocking_peer() {
	echo one >f1
	echo two >f2
	p=$(ns --add f1)
	mkfifo hold
	_NIX_TEST_GC_SYNC=$PWD/hold ns --gc >gc.out 2>&1 &
	sleep 0.5
	q=$(timeout 20 "$peer/nix-store" --store "$PWD/s" --add f2)
	echo go >hold
	wait
	[ -e "s/$q" ]
	r=$(ns --add f1)
	_NIX_TEST_GC_SYNC=$PWD/hold peer_ns --gc >gc.out 2>&1 &
	sleep 0.5
	t=$(timeout 20 "$bin/nix-store" --store "$PWD/s" --add f2)
	echo go >hold
	wait
	[ -e "s/$t" ] && [ ! -e "s/$r" ]
	clean
}
