# What the package set needs of functions; pure, and small.
let
  inherit (builtins) attrNames concatLists elem elemAt filter foldl'
    functionArgs head intersectAttrs isAttrs isFunction isString length
    listToAttrs map placeholder readFile removeAttrs split stringLength
    substring;
in
rec {
  # ---- the set ------------------------------------------------------------

  fix = f: let x = f x; in x;

  # f with the overlays over it, the last one uppermost
  extendAll = overlays: f:
    foldl' (g: overlay: final: let prev = g final; in prev // overlay final prev)
      f overlays;

  # callWith set file args: the function in the file with those of its
  # arguments that the set has, and args; the result has `override`
  callWith = set: file: args:
    let
      f = if isFunction file then file else import file;
      go = given:
        let result = f (intersectAttrs (functionArgs f) set // given);
        in
        if isAttrs result
        then result // { override = more: go (given // apply more given); }
        else result;
    in
    go args;

  apply = f: x: if isFunction f then f x else f;

  # ---- derivations --------------------------------------------------------

  # step { system, pins } attrs: a derivation; `out` in attrs.args is a word
  # for the output path. A pinned one fails unless its output is as pinned.
  # What is in passthru is added to the result and not seen by the builder.
  step = { system, pins }: attrs:
    let
      pin = name:
        if pins ? ${name} then {
          outputHashMode = "recursive";
          outputHashAlgo = "sha256";
          outputHash = pins.${name};
        } else { };
      make = a:
        derivation ({ inherit system; } // pin a.name
          // removeAttrs a [ "passthru" "meta" ])
        // { overrideAttrs = f: make (a // apply f a); meta = a.meta or { }; }
        // a.passthru or { };
    in
    make attrs;

  out = placeholder "out";

  # { a = 1; }: [ "a=1" ]
  equations = set: map (n: "${n}=${set.${n}}") (attrNames set);

  # ---- texts and files ------------------------------------------------------

  # the lines of a text, without empty ones
  lines = text: filter (l: isString l && l != "") (split "\n" text);

  # the words of a line
  words = line: filter (w: isString w && w != "") (split "[ \t]+" line);

  # the lines of a file that are not comments, as lists of words
  rows = file:
    map words (filter (l: substring 0 1 l != "#") (lines (readFile file)));

  # { name = hash; } of a file of "hash name" lines
  table = file:
    listToAttrs (map (r: { name = elemAt r 1; value = head r; }) (rows file));

  # tree name files: the project's files so called (from its root), as a
  # folder in the store that depends on nothing else of the project
  tree = name: files:
    let
      root = toString ../.;
      from = path: substring (stringLength root + 1) (-1) path;
      folders = concatLists (map parents files);
      wanted = path: type:
        elem (from path) (if type == "directory" then folders else files);
    in
    builtins.path { inherit name; path = ../.; filter = wanted; };

  # below dir suffix: the project's files in the folder, and in those in it,
  # whose suffix matches
  below = dir: suffix:
    let
      entries = builtins.readDir (../. + "/${dir}");
      each = name:
        if entries.${name} == "directory" then below "${dir}/${name}" suffix
        else if builtins.match ".*[.](${suffix})" name != null
        then [ "${dir}/${name}" ]
        else [ ];
    in
    concatLists (map each (attrNames entries));

  # a/b/c: [ "a" "a/b" ]
  parents = file:
    let
      parts = filter isString (split "/" file);
      upTo = n: foldl' (dir: i: dir + "/" + elemAt parts i) (head parts)
        (builtins.genList (i: i + 1) n);
    in
    builtins.genList upTo (length parts - 1);

  # source { sources, table } name: an archive, by its hash; the table's rows
  # are name, hash, bytes, Debian package, suite, file name
  source = { sources, table }: name:
    let
      found = filter (r: head r == name) (rows table);
      row = head found;
    in
    if found == [ ] then throw "${toString table} has no source ${name}"
    else builtins.path {
      name = elemAt row 5;
      path = checked (sources + "/${elemAt row 5}") (elemAt row 1) table;
      sha256 = elemAt row 1;
      recursive = false;
    };

  # checked file hash by: the file, if its SHA-256 is the one that `by` says, or
  # if it is not there: then the store has it, or its addition fails
  checked = file: hash: by:
    let got = builtins.hashFile "sha256" file;
    in
    if builtins.pathExists file && got != hash
    then throw
      "${toString file} has SHA-256 ${got}, but ${toString by} says ${hash}"
    else file;

  # ---- systems --------------------------------------------------------------

  archs = { x86_64-linux = "amd64"; };

  archOf = system:
    archs.${system} or (throw
      "system ${system}: there is a seed for ${toString (attrNames archs)}");
}
