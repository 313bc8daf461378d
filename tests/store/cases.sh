# Cases of run.sh. Each runs in a fresh folder, with set -e, and a chroot
# store below ./s unless it says otherwise.

ns() {
	"$bin/nix-store" --store "$PWD/s" "$@"
}

peer_ns() {
	"$peer/nix-store" --store "$PWD/s" "$@"
}

# fails TEXT COMMAND...: it must fail and say TEXT.
fails() {
	text=$1
	shift
	if "$@" >fails.out 2>&1; then
		echo "should have failed: $*"
		return 1
	fi
	grep -qF -- "$text" fails.out || {
		echo "said something else than '$text':"
		cat fails.out
		return 1
	}
}

same() {
	[ "$1" = "$2" ] || {
		echo "got '$1', want '$2'"
		return 1
	}
}

tree() {
	mkdir -p "$1/dir/empty"
	printf abc >"$1/file"
	printf '#!/bin/sh\n' >"$1/dir/program"
	chmod 755 "$1/dir/program"
	ln -s ../file "$1/dir/link"
	: >"$1/nothing"
	printf x >"$1/odd name"
}

# a -> b -> c by references: three text files, registered with their hashes
chain() {
	for pair in a:b b:c c:; do
		name=${pair%%:*}
		path=/nix/store/${name}0000000000000000000000000000000-$name
		mkdir -p s/nix/store
		echo "$name" >s/"$path"
		echo "$path"
		echo
		next=${pair#*:}
		if [ -n "$next" ]; then
			echo 1
			echo "/nix/store/${next}0000000000000000000000000000000-$next"
		else
			echo 0
		fi
	done >reg
	ns --register-validity <reg
	A=/nix/store/a0000000000000000000000000000000-a
	B=/nix/store/b0000000000000000000000000000000-b
	C=/nix/store/c0000000000000000000000000000000-c
}

clean() {
	ns --verify --check-contents
}

t_add() {
	printf 'hi\n' >hello.txt
	same "$(ns --add hello.txt)" \
		/nix/store/5klx9pxl1c90q0j01ph753cpfm5dz3as-hello.txt
	same "$(ns -q --hash /nix/store/5klx9pxl1c90q0j01ph753cpfm5dz3as-hello.txt)" \
		sha256:1l7w21bz63bv4dpxlb7gknbv8rlwbrm6rf5b76hz3vi46v9pjarb
	same "$(stat -c '%a %Y' s/nix/store/*-hello.txt)" '444 1'
	# again, and under another time and mode: the same path
	chmod 600 hello.txt
	same "$(ns --add hello.txt)" \
		/nix/store/5klx9pxl1c90q0j01ph753cpfm5dz3as-hello.txt
	clean
}

t_add_tree() {
	tree t
	p=$(ns --add t)
	same "$(stat -c '%a %Y' "s/$p" "s/$p/dir/program" "s/$p/file" |
		tr '\n' ,)" '555 1,555 1,444 1,'
	same "$(readlink "s/$p/dir/link")" ../file
	same "$("$bin/nix-hash" --type sha256 t)" \
		"$("$bin/nix-hash" --type sha256 "s/$p")"
	ns --dump "s/$p" >nar
	ns --restore back <nar
	diff -r t back
	[ -x back/dir/program ]
	clean
}


t_add_fixed() {
	printf abc >f
	tree t
	same "$(ns --add-fixed sha256 f)" "$(ns --print-fixed-path sha256 \
		ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad f)"
	same "$(ns --add-fixed --recursive sha1 t)" \
		"$(ns --print-fixed-path --recursive sha1 \
		"$("$bin/nix-hash" --type sha1 t)" t)"
	clean
}

t_add_refuses() {
	mkfifo pipe
	mkdir d
	mkfifo d/pipe
	fails 'unsupported type' ns --add pipe
	fails 'unsupported type' ns --add d
	: >'bad name'
	fails "illegal character" ns --add 'bad name'
	: >.-x
	fails 'is not valid' ns --add ./.-x
	fails 'No such file' ns --add nothing-there
	same "$(find s/nix/store -mindepth 1 ! -name .links)" ''
}

t_queries() {
	chain
	same "$(ns -qR $A | tr '\n' ' ')" "$C $B $A "
	same "$(ns -q --references $A)" $B
	same "$(ns -q --referrers $C)" $B
	same "$(ns -q --referrers-closure $C | tr '\n' ' ')" "$A $B $C "
	same "$(ns -q --deriver $A)" unknown-deriver
	same "$(ns -q --size $A)" 120
	ns -q --tree $A | grep -qF "    └───$C"
	ln -s $A link
	same "$(ns -q --resolve ./link)" $A
	ns --check-validity $A
	fails 'is not valid' ns --check-validity \
		/nix/store/00000000000000000000000000000000-x
	fails 'is not valid' ns -q --references \
		/nix/store/00000000000000000000000000000000-x
	fails 'is not in the Nix store' ns -q --hash /etc/passwd
}

t_registration() {
	chain
	ns --dump-db >db1
	ns --load-db <db1
	ns --dump-db >db2
	cmp db1 db2
	# a reference that is not there is refused, whole
	p=/nix/store/d0000000000000000000000000000000-d
	echo d >s/$p
	printf '%s\n\n1\n/nix/store/e0000000000000000000000000000000-e\n' $p |
		fails 'is not valid' ns --register-validity
	fails 'is not valid' ns --check-validity $p
	printf 'nonsense\n' | fails 'is not in the Nix store' ns --load-db
	clean
}

t_gc_roots() {
	chain
	same "$(ns --gc --print-dead | wc -l)" 3
	ln -s $B s/nix/var/nix/gcroots/keep
	same "$(ns --gc --print-live | tr '\n' ' ')" "$B $C "
	same "$(ns --gc --print-dead)" $A
	same "$(ns --gc --print-roots)" \
		"$PWD/s/nix/var/nix/gcroots/keep -> $B"
	same "$(ns -q --roots $C)" "$PWD/s/nix/var/nix/gcroots/keep -> $B"
	ns --gc
	[ ! -e s/$A ] && [ -e s/$B ] && [ -e s/$C ]
	fails 'still alive' ns --delete $C
	fails 'still alive' ns --delete $B
	rm s/nix/var/nix/gcroots/keep
	fails 'still alive' ns --delete $C
	ns --delete $C $B
	[ ! -e s/$B ] && [ ! -e s/$C ]
	clean
}

t_gc_indirect() {
	chain
	ns --add-root "$PWD/result" -r $B
	same "$(readlink result)" $B
	ns --gc
	[ -e s/$C ] && [ ! -e s/$A ]
	same "$(ls s/nix/var/nix/gcroots/auto | wc -l)" 1
	rm result
	ns --gc
	same "$(ls s/nix/var/nix/gcroots/auto | wc -l)" 0
	[ ! -e s/$C ]
}

t_gc_profile() {
	chain
	p=s/nix/var/nix/profiles/p
	ln -s $C $p-1-link
	ln -s $B $p-2-link
	ln -s p-2-link $p
	ns --gc
	[ -e s/$B ] && [ ! -e s/$A ]
	"$bin/nix-collect-garbage" --store "$PWD/s" -d
	[ ! -L $p-1-link ] && [ -L $p-2-link ] && [ -e s/$B ]
}

t_gc_ignore_liveness() {
	chain
	ln -s $B s/nix/var/nix/gcroots/keep
	ns --delete --ignore-liveness $A $B
	[ ! -e s/$B ] && [ -e s/$C ]
	clean
}

t_gc_max_freed() {
	chain
	ns --gc --max-freed 0
	[ -e s/$A ]
	ns --gc --max-freed 1
	# one path is more than a byte: the others stay
	same "$(ls s/nix/store | wc -l)" 2
	fails 'cannot be combined' ns --gc --max-freed 1 --print-live
	clean
}

t_gc_rubbish() {
	chain
	ln -s $A s/nix/var/nix/gcroots/keep
	echo junk >s/nix/store/junk
	mkdir -p s/nix/store/d0000000000000000000000000000000-d/x
	chmod 555 s/nix/store/d0000000000000000000000000000000-d
	ns --gc
	same "$(ls s/nix/store | wc -l)" 3
	clean
}

t_gc_temp_root() {
	chain
	mkdir -p s/nix/var/nix/temproots
	printf '%s\0' $B >s/nix/var/nix/temproots/999999
	(
		flock 9
		sleep 3
	) 9<s/nix/var/nix/temproots/999999 &
	sleep 0.3
	same "$(ns --gc --print-roots)" "{temp:999999} -> $B"
	ns --gc
	[ -e s/$B ] && [ -e s/$C ] && [ ! -e s/$A ]
	wait
	# its owner is gone: so is the root
	ns --gc
	[ ! -e s/$C ]
	same "$(ls s/nix/var/nix/temproots)" ''
}

t_gc_process() {
	mkdir -p s/nix/store
	p=/nix/store/a0000000000000000000000000000000-sleep
	cp /bin/sleep s/$p
	printf '%s\n\n0\n' $p | ns --register-validity
	chmod 555 s/$p
	# the kernel shows where the file really is: a store at its own place
	export NIX_STORE_DIR=$PWD/s/nix/store NIX_STATE_DIR=$PWD/state
	q=$NIX_STORE_DIR/a0000000000000000000000000000000-sleep
	printf '%s\n\n0\n' "$q" | "$bin/nix-store" --register-validity
	chmod 555 "$q"
	"$q" 4 &
	"$bin/nix-store" --gc
	[ -e "$q" ]
	wait
	"$bin/nix-store" --gc
	[ ! -e "$q" ]
}

t_keep_outputs() {
	# the pair drv and output, from a registered .drv
	export NIX_STORE_DIR=$PWD/store NIX_STATE_DIR=$PWD/state
	d=$("$bin/nix-instantiate" -E 'derivation { name = "x";
		system = "x"; builder = "/bin/sh"; }' 2>/dev/null)
	o=$("$bin/nix-store" -q --outputs "$d")
	echo out >"$o"
	printf '%s\n%s\n0\n' "$o" "$d" | "$bin/nix-store" --register-validity
	mkdir -p state/gcroots
	ln -s "$o" state/gcroots/keep
	"$bin/nix-store" --gc
	[ -e "$d" ]
	"$bin/nix-store" --gc --option keep-derivations false
	[ ! -e "$d" ] && [ -e "$o" ]
	d=$("$bin/nix-instantiate" -E 'derivation { name = "x";
		system = "x"; builder = "/bin/sh"; }' 2>/dev/null)
	rm state/gcroots/keep
	ln -s "$d" state/gcroots/keep
	"$bin/nix-store" --gc --option keep-outputs true
	[ -e "$o" ]
	"$bin/nix-store" --gc
	[ ! -e "$o" ] && [ -e "$d" ]
}

t_verify() {
	chain
	chmod u+w s/$B
	echo spoiled >s/$B
	fails 'was modified! expected hash' ns --verify --check-contents
	fails 'was modified' ns --verify-path $B
	ns --verify
	rm -f s/$C
	fails 'disappeared, but it still has valid referrers' ns --verify
	rm -f s/$A s/$B
	ns --verify
	same "$(ns --gc --print-dead)" ''
}

t_optimise() {
	tree t1
	tree t2
	echo more >t2/more
	p=$(ns --add t1)
	q=$(ns --add t2)
	ns --optimise
	same "$(stat -c %i s/$p/file)" "$(stat -c %i s/$q/file)"
	same "$(stat -c '%a %Y' s/$p/dir s/$p | tr '\n' ,)" '555 1,555 1,'
	[ "$(ls s/nix/store/.links | wc -l)" -gt 3 ]
	clean
	ns --delete $p $q
	same "$(ls s/nix/store/.links | wc -l)" 0
	ns --option auto-optimise-store true --add t1
	ns --option auto-optimise-store true --add t2
	same "$(stat -c %i s/$p/file)" "$(stat -c %i s/$q/file)"
	clean
}

t_export() {
	chain
	tree t
	p=$(ns --add t)
	ns --export $(ns -qR $A) $p >exp
	mv s s1
	same "$(ns --import <exp | tr '\n' ' ')" \
		"$(printf '%s\n' $C $B $A | tr '\n' ' ')$p " ||
		same "$(ns --check-validity $A $B $C $p)" ''
	same "$(ns -qR $A | tr '\n' ' ')" "$C $B $A "
	diff -r s/$p t
	same "$(stat -c '%a %Y' s/$p/dir/program)" '555 1'
	ns --import <exp
	clean
	same "$(ls s/nix/store | wc -l)" 4
}

t_import_refuses() {
	chain
	ns --export $C >exp
	mv s s1
	head -c 100 exp | fails 'unexpected' ns --import
	head -c $(($(wc -c <exp) - 9)) exp | fails 'unexpected end' ns --import
	sed 's/nix-archive-1/nix-archive-2/' exp |
		fails 'Nix archive' ns --import
	sed 's,/nix/store/c0,/nix/../etc/c0,' exp |
		fails 'is not in the Nix store' ns --import
	sed 's/NIXE/NIXX/' exp | fails 'wrong format' ns --import
	echo nonsense | fails 'unexpected' ns --import
	printf '\002\0\0\0\0\0\0\0' | fails "doesn't look like" ns --import
	same "$(find s/nix/store -mindepth 1 ! -name .links)" ''
	clean
}

t_places() {
	printf x >f
	export NIX_STORE_DIR=$PWD/a/store NIX_STATE_DIR=$PWD/a/state
	p=$("$bin/nix-store" --add f)
	[ -f "$p" ]
	case $p in "$PWD"/a/store/*) ;; *) false ;; esac
	[ -f a/state/db/db.sqlite ]
	same "$(cat a/state/db/schema)" 10
	ln -s a b
	fails 'is a symlink' env NIX_STORE_DIR="$PWD/b/store" \
		"$bin/nix-store" --init
	unset NIX_STORE_DIR NIX_STATE_DIR
	NIX_REMOTE="local?root=$PWD/c" "$bin/nix-store" --add f
	[ -d c/nix/store ]
	fails "don't know how to open" "$bin/nix-store" --store foo://x --init
	echo 11 >c/nix/var/nix/db/schema
	fails 'schema is version 11' "$bin/nix-store" --store "$PWD/c" --init
}

t_read_only() {
	[ "$(id -u)" = 0 ] || return 0
	printf x >f
	p=$(ns --add f)
	chmod 755 . s
	same "$(setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$bin/nix-store" --store "$PWD/s" -q --hash "$p")" \
		"$(ns -q --hash "$p")" || return 1
	echo y >g
	chmod 644 g
	fails 'cannot be written' setpriv --reuid=65534 --regid=65534 \
		--clear-groups "$bin/nix-store" --store "$PWD/s" --add g
}

t_usage() {
	fails 'no operation specified' ns
	fails 'only one operation' ns --gc --add
	fails "unknown flag '--foo'" ns --gc-nothing --foo --add
	fails 'requires an argument' ns --add-root
	same "$("$bin/nix-store" --version)" \
		"$("$bin/nix-hash" --version | sed s/nix-hash/nix-store/)"
}

t_keys() {
	ns --generate-binary-cache-key cache-1 sk pk
	same "$(stat -c %a sk)" 600
	same "$(cut -d: -f1 sk pk | tr '\n' ' ')" 'cache-1 cache-1 '
	same "$(cut -d: -f2 sk | base64 -d | wc -c)" 64
	# the public half is the end of the secret one
	same "$(cut -d: -f2 sk | base64 -d | tail -c 32 | base64)" \
		"$(cut -d: -f2 pk)"
}

# --- with C++ Nix ---

t_peer_reads_ours() {
	chain
	tree t
	p=$(ns --add t)
	peer_ns --verify --check-contents
	same "$(peer_ns -qR $A)" "$(ns -qR $A)"
	same "$(peer_ns --dump-db)" "$(ns --dump-db)"
	same "$(peer_ns --add t)" $p
	ns --export $A $B $C $p >exp
	mv s s1
	peer_ns --import <exp
	peer_ns --verify --check-contents
	clean
}

t_peer_writes() {
	tree t
	p=$(peer_ns --add t)
	printf abc >f
	q=$(peer_ns --add-fixed sha1 f)
	clean
	same "$(ns --add t) $(ns --add-fixed sha1 f)" "$p $q"
	peer_ns --export $p $q >exp1
	ns --export $p $q >exp2
	cmp exp1 exp2
	peer_ns --dump s/$p >n1
	ns --dump s/$p >n2
	cmp n1 n2
	mv s s1
	ns --import <exp1
	clean
	peer_ns --verify --check-contents
	peer_ns --optimise
	ns --optimise
	clean
	ns --gc
	peer_ns --verify --check-contents
}

t_peer_gc_in_turn() {
	chain
	ln -s $B s/nix/var/nix/gcroots/keep
	same "$(peer_ns --gc --print-live)" "$(ns --gc --print-live)"
	same "$(peer_ns --gc --print-dead)" "$(ns --gc --print-dead)"
	same "$(peer_ns --gc --print-roots)" "$(ns --gc --print-roots)"
	peer_ns --gc
	clean
	[ -e s/$B ] && [ ! -e s/$A ]
}

t_peer_queries() {
	export NIX_STORE_DIR=$PWD/store NIX_STATE_DIR=$PWD/state
	cat >e.nix <<'END'
let
  d = name: deps: derivation {
    inherit name deps;
    system = "x";
    builder = "/bin/sh";
    outputs = [ "out" "dev" ];
    args = [ (builtins.toFile "builder.sh" "echo ${name}") ];
  };
  a = d "a" [ ];
  b = d "b" [ a a.dev ];
  c = d "c" [ b a ];
in d "top" [ c b.dev ]
END
	drv=$("$peer/nix-instantiate" e.nix 2>/dev/null)
	same "$("$bin/nix-instantiate" e.nix 2>/dev/null)" "$drv"
	for q in --outputs --requisites --references --referrers --deriver \
		--hash --size --tree --graph --resolve \
		'--requisites --include-outputs' '-b deps'; do
		same "$("$bin/nix-store" -q $q "$drv")" \
			"$("$peer/nix-store" -q $q "$drv")"
	done
	# and the same from a store that we filled
	"$bin/nix-store" --dump-db >db1
	"$bin/nix-store" --gc
	same "$("$bin/nix-instantiate" e.nix 2>/dev/null)" "$drv"
	"$peer/nix-store" --dump-db >db2
	cmp db1 db2
	"$peer/nix-store" --verify --check-contents
}

t_case_hack() {
	mkdir t
	echo 1 >t/README
	echo 2 >t/Readme
	echo 3 >t/readme
	ns --dump t >nar
	ns --option use-case-hack true --restore back <nar
	same "$(ls back | tr '\n' ' ' | tr A-Z a-z)" \
		"$(printf 'readme\nreadme~nix~case~hack~1\nreadme~nix~case~hack~2\n' |
		sort | tr '\n' ' ')"
	ns --option use-case-hack true --dump back | cmp - nar
	touch 'back/readme~nix~case~hack~9'
	fails 'collision' ns --option use-case-hack true --dump back
}
