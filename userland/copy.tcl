# copy.tcl DIR FILE...: copies the files into DIR; copy.tcl -a FILE FROM...:
# adds them to the end of FILE. For jimsh, where there is no cp and no cat.
proc transfer {from to mode} {
	set in [open $from r]
	set out [open $to $mode]
	puts -nonewline $out [read $in]
	close $in
	close $out
}

set to [lindex $argv 0]
if {$to eq "-a"} {
	foreach f [lrange $argv 2 end] {
		transfer $f [lindex $argv 1] a
	}
} else {
	foreach f [lrange $argv 1 end] {
		transfer $f $to/[file tail $f] w
	}
}
