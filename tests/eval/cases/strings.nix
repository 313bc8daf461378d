[
  (builtins.replaceStrings [ "a" "" ] [ "X" "-" ] "banana") (builtins.replaceStrings [ "ab" "a" ] [ "1" "2" ] "aabab")
  (builtins.split "(a)|b" "xaybz") (builtins.split "" "ab") (builtins.match "(a*)(b+)?" "aaa") (builtins.match "a(b)(c)?" "ab")
  (builtins.split "([[:upper:]]+)" " FOO bar BAZ ") (builtins.substring 1 2 "hello") (builtins.substring 3 (-1) "hello") (builtins.substring 9 1 "x")
  (builtins.splitVersion "1.2.3pre4-a") (map (builtins.compareVersions "1.2") [ "1.2" "1.2pre" "1.10" "1.2a" "" ])
  (builtins.parseDrvName "foo-bar-1.2-x") (baseNameOf "/a/b/") (dirOf "/a/b/c") (dirOf "x") (builtins.hashString "sha256" "abc")
  (builtins.concatStringsSep ", " [ "a" "b" ]) "${''
      two
        spaces ''${x} '' + "\${y}"}" (builtins.stringLength "héllo") "\$" "$${x}" ''$''${a}''
  (toString [ 1 [ ] [ 2 [ ] ] null true false "x" ]) (builtins.toXML { a = [ 1 null "<>&\"" ]; }) (builtins.groupBy (x: toString (x / 10)) [ 1 11 2 12 ])
]
