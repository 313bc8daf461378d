# b0: a compiler for B0, in the assembly of the abstract machine.
#
#   b0 OUT IN...
#
# README.md describes the language. A line is one statement of the algorithm;
# where that is not plain, the right-hand side says it in C. A name that ends
# in "()" in a comment is the function of that label.
#
# A word is packed into a number: 256 times the characters before, plus the
# last. The same number in this file is written 'word .
#
# Memory: what the program finds at 10000000, all zero
=tok      268435456     # the current word, packed
=kind     268435464     # 1 a name, 2 a number, 0 anything else
=val      268435472     # the number
=word     268435480     # the word's address and
=len      268435488     #   length
=p        268435496     # the next character
=out      268435504     # the end of the output
=line     268435512     # the number of the line, for errors
=syms     268435520     # the end of the symbols
=labels   268435528     # the number of labels L given out
=frame    268435536     # bytes of locals in this function
=loop     268435544     # label of the innermost loop; its end is one less
=bss      268435552     # bytes of variables so far
=psize    268435560     # of the type just read: the size of an element if it
=asize    268435568     #   is a pointer, and of what an array of it holds
=outname  268435576     # the name of OUT
=symbols  268500992     # symbols, 40 bytes each, the newest last:
                        #   0 name   8 length   16 kind   24 value   32 element
                        # kind 1: value is a constant; 2: a local's offset;
                        # 3: a global variable; 4: a global array
=text     269484032     # the input, up to 4 MiB; then the output, 16 MiB
=outbuf   273678336
=bss_size 22020096

# put(c): one character of output
:put
	enter 0
	fetch &out  push  get 16  st1 0
	fetch &out  addi 1  store &out
	ret

# say(s): the string s as output
:say
	enter 0
:say_next
	get 16  ld1 0  jz &say_end
	push  call &put  drop 8
	get 16  addi 1  set 16
	jump &say_next
:say_end
	ret

# number(n): n as output, in decimal, and a space
:number
	enter 0
	get 16  push  lit 0  lt  jz &number_more
	lit '-  push  call &put  drop 8
	get 16  neg  set 16
:number_more
	get 16  push  call &digits  drop 8
	lit 32  push  call &put  drop 8
	ret

# digits(n): n, not negative, as output
:digits
	enter 0
	get 16  push  lit 10  lt  jnz &digits_last
	get 16  push  lit 10  div  push  call &digits  drop 8
:digits_last
	get 16  push  lit 10  mod  addi 48  push  call &put  drop 8
	ret

# say_n(s, n): both
:say_n
	enter 0
	get 24  push  call &say  drop 8
	get 16  push  call &number  drop 8
	ret

# say_name(s, name, length): the string, the name, and a space
:say_name
	enter 0
	get 32  push  call &say  drop 8
:name_next
	get 16  jz &name_end
	get 24  ld1 0  push  call &put  drop 8
	get 24  addi 1  set 24
	get 16  addi -1  set 16
	jump &name_next
:name_end
	lit 32  push  call &put  drop 8
	ret

# fail(): an error at the current word; the output is the message now
:fail
	enter 0
	lit &outbuf  store &out
	lit &s_line  push  fetch &line  push  call &say_n  drop 16
	lit &s_near  push  fetch &word  push  fetch &len  push
	call &say_name  drop 24
	lit 10  push  call &put  drop 8
	lit 2  push  lit &outbuf  push
	fetch &out  push  lit &outbuf  sub  push
	call &_write
	lit 1  push  call &_exit
:s_line "b0: line " !0
:s_near "near " !0 !0 !0

# alnum(c): is it a letter, a digit or "_"?
:alnum
	enter 0
	get 16  push  lit '_  eq  jnz &yes
	get 16  push  lit '0  lt  jnz &no
	get 16  push  lit '9  le  jnz &yes
	get 16  push  lit 32  or  set 16        # to small letters
	get 16  push  lit 'a  lt  jnz &no
	get 16  push  lit 'z  gt  jnz &no
:yes
	lit 1
	ret
:no
	lit 0
	ret

# char(): read one character of a string, with its escape
:char
	enter 8
	fetch &p  ld1 0  set -8
	fetch &p  addi 1  store &p
	get -8  is 10  jeq &fail
	is '\  jne &char_end
	fetch &p  ld1 0  set -8
	fetch &p  addi 1  store &p
	get -8  is 'n  jeq &char_n
	is 't  jeq &char_t
	is '0  jeq &char_0
:char_end
	get -8
	ret
:char_n
	lit 10
	ret
:char_t
	lit 9
	ret
:char_0
	lit 0
	ret

# next(): read a word
:next
	enter 16
	lit 0  store &kind
:blank
	fetch &p  ld1 0  set -8
	is 10  jeq &next_line
	get -8  jz &next_one
	push  lit 32  gt  jnz &next_word
	fetch &p  addi 1  store &p
	jump &blank
:next_line
	fetch &line  addi 1  store &line
	fetch &p  addi 1  store &p
	ld1 0  is '#  jne &blank
:skip_line
	fetch &p  addi 1  store &p
	ld1 0  is 10  jne &skip_line
	jump &blank
:next_word
	fetch &p  store &word
	get -8  is ''  jeq &next_char
	push  call &alnum  drop 8  jnz &next_alnum
	fetch &p  ld1 1  set -16
	get -8  push  lit 256  mul  push  get -16  or
	is '/*  jeq &comment
	is '==  jeq &next_two
	is '!=  jeq &next_two
	is '<=  jeq &next_two
	is '>=  jeq &next_two
	is '<<  jeq &next_two
	is '>>  jeq &next_two
	is '&&  jeq &next_two
	is '||  jeq &next_two
:next_one
	lit 1  store &len
	get -8  store &tok
	fetch &p  addi 1  store &p
	ret
:next_two
	store &tok
	lit 2  store &len
	fetch &p  addi 2  store &p
	ret
:comment
	fetch &p  addi 1  store &p
:comment_next
	fetch &p  addi 1  store &p
	ld1 0  jz &fail
	is 10  jne &comment_on
	fetch &line  addi 1  store &line
:comment_on
	fetch &p  ld2 0  is 12074  jne &comment_next	# */
	fetch &p  addi 2  store &p
	jump &blank
:next_char
	fetch &p  addi 1  store &p
	call &char  store &val
	call &char  is ''  jne &fail
	lit 2  store &kind
	lit 0  store &tok
	ret
:next_alnum
	lit 1  store &kind
	lit 0  store &tok
	lit 0  store &val
	get -8  push  lit '9  gt  jnz &next_letter
	lit 2  store &kind
:next_letter
	fetch &tok  push  lit 8  shl  push  get -8  or  store &tok
	fetch &val  push  lit 10  mul  push  get -8  add  addi -48  store &val
	fetch &p  addi 1  store &p
	ld1 0  set -8
	push  call &alnum  drop 8  jnz &next_letter
	fetch &p  push  fetch &word  sub  store &len
	ret

# expect(word): it must be the current one; go on
:expect
	enter 0
	get 16  push  fetch &tok  eq  jz &fail
	call &next
	ret

# find(): the newest symbol that has the current word's name, or 0
:find
	enter 16
	fetch &syms  set -8
:find_next
	get -8  addi -40  set -8
	push  lit &symbols  lt  jnz &no
	get -8  ld8 8  push  fetch &len  eq  jz &find_next
	lit 0  set -16
:find_same
	get -16  push  fetch &len  lt  jz &found
	fetch &word  push  get -16  add  ld1 0  push
	get -8  ld8 0  push  get -16  add  ld1 0
	eq  jz &find_next
	get -16  addi 1  set -16
	jump &find_same
:found
	get -8
	ret

# add_symbol(kind, value, element): the current word becomes a symbol; go on
:add_symbol
	enter 0
	fetch &kind  is 1  jne &fail
	fetch &syms  push  fetch &word  st8 0
	fetch &syms  push  fetch &len  st8 8
	fetch &syms  push  get 32  st8 16
	fetch &syms  push  get 24  st8 24
	fetch &syms  push  get 16  st8 32
	fetch &syms  addi 40  store &syms
	call &next
	ret

# type(): read a type's name and stars if there is one: 1, else 0
:type
	enter 16
	lit 0  set -8                           # is it char?
	fetch &tok
	is 'char  jeq &type_char
	is 'long  jeq &type_star
	is 'void  jeq &type_star
	is 'int  jeq &type_star
	lit 0
	ret
:type_char
	lit 1  set -8
:type_star
	lit 0  set -16                          # the number of stars
:type_next
	call &next
	fetch &tok  is '*  jne &type_end
	get -16  addi 1  set -16
	jump &type_next
:type_end
	lit 8  store &psize
	lit 8  store &asize
	get -8  jz &yes
	get -16  jz &array_of_char
	is 1  jne &yes
	lit 1  store &psize
	jump &yes
:array_of_char
	lit 1  store &asize
	jump &yes

# constant(): read a number or the name of a constant
:constant
	enter 8
	fetch &val  set -8
	fetch &kind  is 2  jeq &constant_end
	call &find  jz &fail
	set -8
	ld8 16  is 1  jne &fail
	get -8  ld8 24  set -8
:constant_end
	call &next
	get -8
	ret

# access(local, global, symbol): an instruction on a variable
:access
	enter 0
	get 16  ld8 16  is 2  jeq &access_local
	get 24  push
	get 16  ld8 0  push
	get 16  ld8 8  push
	call &say_name
	ret
:access_local
	get 32  push
	get 16  ld8 24  push
	call &say_n
	ret

# load(symbol): a variable's value, or an array's address
:load
	enter 0
	lit &s_get  push
	get 16  ld8 16  is 4  jeq &load_array
	lit &s_fetch  push
	jump &load_end
:load_array
	lit &s_lit_name  push
:load_end
	get 16  push
	call &access
	ret
:s_get "get " !0 !0 !0 !0
:s_fetch "fetch &_" !0 !0 !0 !0
:s_lit_name "lit &_" !0 !0

# args(name, length): the arguments of a call, and the call
:args
	enter 8
	lit 0  set -8
	call &next
	fetch &tok  is ')  jeq &args_end
:args_next
	call &expr
	lit &s_push  push  call &say  drop 8
	get -8  addi 8  set -8
	fetch &tok  is ',  jne &args_end
	call &next
	jump &args_next
:args_end
	lit ')  push  call &expect  drop 8
	lit &s_call  push  get 24  push  get 16  push  call &say_name
	lit &s_drop  push  get -8  push  call &say_n
	ret
:s_push "push " !0 !0 !0
:s_call "call &_" !0
:s_drop "drop " !0 !0 !0

# index(symbol): an element of an array or of what a pointer points to
:index
	enter 8
	get 16  ld8 32  set -8                  # the element's size
	get 16  push  call &load
	lit &s_push  push  call &say
	call &next
	call &expr
	get -8  is 1  jeq &index_add
	lit &s_times  push  call &say
:index_add
	lit &s_add  push  call &say
	lit ']  push  call &expect
	fetch &tok  is '=  jeq &index_set
	lit &s_ld  push  get -8  push  call &say_n
	lit &s_zero  push  call &say
	ret
:index_set
	lit &s_push  push  call &say
	call &next
	call &expr
	lit &s_st  push  get -8  push  call &say_n
	lit &s_zero  push  call &say
	ret
:s_times "push lit 8 mul " !0
:s_add "add " !0 !0 !0 !0
:s_ld "ld" !0 !0
:s_st "st" !0 !0
:s_zero "0 " !0 !0

# name(): a variable, constant, element, call or assignment
:name
	enter 24
	fetch &word  set -16
	fetch &len  set -24
	call &find  set -8
	call &next
	fetch &tok  is '(  jeq &name_call
	get -8  jz &fail
	fetch &tok  is '[  jeq &name_index
	get -8  ld8 16  is 1  jeq &name_constant
	fetch &tok  is '=  jeq &name_set
	get -8  ld8 16  is 4  jne &name_load
	get -8  ld8 32  is 1  jne &fail         # cannot step by elements
:name_load
	get -8  push  call &load
	ret
:name_call
	get -16  push  get -24  push  call &args
	ret
:name_index
	get -8  push  call &index
	ret
:name_constant
	lit &s_lit8  push  get -8  ld8 24  push  call &say_n
	ret
:name_set
	get -8  ld8 16  is 4  jeq &fail
	call &next
	call &expr
	lit &s_set  push  lit &s_store  push  get -8  push  call &access
	ret
:s_set "set " !0 !0 !0 !0
:s_store "store &_" !0 !0 !0 !0

# string(): its bytes, jumped over, and their address
:string
	enter 16
	fetch &labels  addi 2  store &labels
	set -8
	lit &s_jump  push  get -8  push  call &say_n
	lit &s_label  push  get -8  addi -1  push  call &say_n
	lit 0  set -16                          # the number of bytes
:string_next
	fetch &p  ld1 0  is '"  jeq &string_pad
	lit '!  push  call &put  drop 8
	call &char  push  call &number  drop 8
	get -16  addi 1  set -16
	jump &string_next
:string_pad                                     # at least one zero
	lit &s_byte  push  call &say  drop 8
	get -16  addi 1  set -16
	push  lit 3  and  jnz &string_pad
	fetch &p  addi 1  store &p
	lit &s_label  push  get -8  push  call &say_n
	lit &s_lit_l  push  get -8  addi -1  push  call &say_n
	call &next
	ret
:s_jump "jump &L" !0
:s_label ":L" !0 !0
:s_byte "!0 " !0
:s_lit_l "lit &L" !0 !0

# unary(): an operand
:unary
	enter 0
	fetch &kind  is 1  jeq &unary_name
	is 2  jeq &unary_number
	fetch &tok
	is '-  jeq &unary_neg
	is '!  jeq &unary_not
	is '~  jeq &unary_com
	is '"  jeq &unary_string
	is '(  jne &fail
	call &next
	call &expr
	lit ')  push  call &expect
	ret
:unary_name
	call &name
	ret
:unary_number
	lit &s_lit8  push  fetch &val  push  call &say_n
	call &next
	ret
:unary_string
	call &string
	ret
:unary_neg
	lit &s_neg  push
	jump &unary_op
:unary_not
	lit &s_not  push
	jump &unary_op
:unary_com
	lit &s_com  push
:unary_op
	call &next
	call &unary
	call &say                               # what was pushed
	ret
:s_lit8 "lit8 $" !0 !0
:s_neg "neg " !0 !0 !0 !0
:s_not "not " !0 !0 !0 !0
:s_com "com " !0 !0 !0 !0

# The binary operators: word, level, instruction
:operators
	$'||  $1   "jnz &L" !0 !0
	$'&&  $2   "jz &L" !0 !0 !0
	$'|   $3   "or " !0 !0 !0 !0 !0
	$'^   $4   "xor " !0 !0 !0 !0
	$'&   $5   "and " !0 !0 !0 !0
	$'==  $6   "eq " !0 !0 !0 !0 !0
	$'!=  $6   "ne " !0 !0 !0 !0 !0
	$'<   $7   "lt " !0 !0 !0 !0 !0
	$'<=  $7   "le " !0 !0 !0 !0 !0
	$'>   $7   "gt " !0 !0 !0 !0 !0
	$'>=  $7   "ge " !0 !0 !0 !0 !0
	$'<<  $8   "shl " !0 !0 !0 !0
	$'>>  $8   "sar " !0 !0 !0 !0
	$'+   $9   "add " !0 !0 !0 !0
	$'-   $9   "sub " !0 !0 !0 !0
	$'*   $10  "mul " !0 !0 !0 !0
	$'/   $10  "div " !0 !0 !0 !0
	$'%   $10  "mod " !0 !0 !0 !0
	$0

# expr(): an expression
:expr
	enter 0
	lit 1  push  call &binary
	ret

# binary(level): operands and operators of at least that level
:binary
	enter 16
	call &unary
:binary_next
	lit &operators  set -8
:binary_find
	get -8  ld8 0  jz &binary_end
	push  fetch &tok  eq  jnz &binary_found
	get -8  addi 24  set -8
	jump &binary_find
:binary_found
	get -8  ld8 8  push  get 16  lt  jnz &binary_end
	call &next
	get -8  ld8 8  push  lit 3  lt  jnz &binary_logic
	lit &s_push  push  call &say  drop 8
	get -8  ld8 8  addi 1  push  call &binary  drop 8
	get -8  addi 16  push  call &say  drop 8
	jump &binary_next
:binary_logic
	fetch &labels  addi 1  store &labels
	set -16
	get -8  addi 16  push  get -16  push  call &say_n  drop 16
	get -8  ld8 8  addi 1  push  call &binary  drop 8
	lit &s_label  push  get -16  push  call &say_n  drop 16
	lit &s_bool  push  call &say  drop 8
	jump &binary_next
:binary_end
	ret
:s_bool "not not " !0 !0 !0 !0

# test(label): an expression in parentheses, and a jump if it is 0
:test
	enter 0
	call &next
	lit '(  push  call &expect
	call &expr
	lit ')  push  call &expect
	lit &s_jz  push  get 16  push  call &say_n
	ret
:s_jz "jz &L" !0 !0 !0

# statement()
:statement
	enter 16
	lit 10  push  call &put  drop 8         # lines are kind to readers
	fetch &tok
	is '{  jeq &block
	is 'if  jeq &if
	is ';  jeq &semicolon
	push  lit8 $'while  eq  jnz &while
	fetch &tok  push  lit8 $'return  eq  jnz &return
	fetch &tok  push  lit8 $'break  eq  jnz &break
	fetch &tok  push  lit8 $'continue  eq  jnz &continue
	call &type  jnz &local
	call &expr
:semicolon
	lit ';  push  call &expect
	ret
:block
	call &next
:block_next
	fetch &tok  is '}  jeq &block_end
	call &statement
	jump &block_next
:block_end
	call &next
	ret
:if
	fetch &labels  addi 2  store &labels
	set -8
	push  call &test
	call &statement
	fetch &tok  is 'else  jeq &else
	lit &s_label  push  get -8  push  call &say_n
	ret
:else
	lit &s_jump  push  get -8  addi -1  push  call &say_n
	lit &s_label  push  get -8  push  call &say_n
	call &next
	call &statement
	lit &s_label  push  get -8  addi -1  push  call &say_n
	ret
:while
	fetch &loop  set -16
	fetch &labels  addi 2  store &labels
	set -8
	store &loop
	lit &s_label  push  get -8  push  call &say_n
	get -8  addi -1  push  call &test
	call &statement
	lit &s_jump  push  get -8  push  call &say_n
	lit &s_label  push  get -8  addi -1  push  call &say_n
	get -16  store &loop
	ret
:return
	call &next
	fetch &tok  is ';  jeq &return_end
	call &expr
:return_end
	lit &s_ret  push  call &say
	jump &semicolon
:break
	call &next
	lit &s_jump  push  fetch &loop  addi -1  push  call &say_n
	jump &semicolon
:continue
	call &next
	lit &s_jump  push  fetch &loop  push  call &say_n
	jump &semicolon
:local
	fetch &frame  addi 8  store &frame
	neg  set -8
	lit 2  push  get -8  push  fetch &psize  push  call &add_symbol
	fetch &tok  is '=  jne &semicolon
	call &next
	call &expr
	lit &s_set  push  get -8  push  call &say_n
	jump &semicolon
:s_ret "ret " !0 !0 !0 !0

# enum(): a list of constants
:enum
	enter 16
	lit 0  set -8
	call &next
	lit '{  push  call &expect
:enum_next
	fetch &tok  is '}  jeq &enum_end
	lit 1  push  lit 0  push  lit 0  push  call &add_symbol  drop 24
	fetch &syms  set -16                    # the end of the new symbol
	fetch &tok  is '=  jne &enum_value
	call &next
	call &constant  set -8
:enum_value
	get -16  push  get -8  st8 -16
	get -8  addi 1  set -8
	fetch &tok  is ',  jne &enum_next
	call &next
	jump &enum_next
:enum_end
	call &next
	lit ';  push  call &expect
	ret

# function(name, length): parameters and body
:function
	enter 24
	fetch &syms  set -8                     # where the parameters begin
	call &next
	fetch &tok  is ')  jeq &params_end
:params_next
	call &type  jz &fail
	fetch &tok  is ')  jeq &params_end      # (void)
	lit 2  push  lit 0  push  fetch &psize  push  call &add_symbol  drop 24
	fetch &tok  is ',  jne &params_end
	call &next
	jump &params_next
:params_end
	lit ')  push  call &expect  drop 8
	lit 16  set -16                         # the last one is at FP+16
	fetch &syms  set -24
:params_place
	get -24  addi -40  set -24
	push  get -8  lt  jnz &body
	get -24  push  get -16  st8 24
	get -16  addi 8  set -16
	jump &params_place
:body
	fetch &tok  is ';  jeq &prototype
	lit &s_function  push  get 24  push  get 16  push
	call &say_name  drop 24
	fetch &labels  addi 1  store &labels
	set -16
	lit &s_enter  push  get -16  push  call &say_n  drop 16
	lit 0  store &frame
	fetch &tok  is '{  jne &fail
	call &statement
	lit &s_ret  push  call &say  drop 8
	lit &s_frame  push  get -16  push  call &say_n  drop 16
	fetch &frame  push  call &number  drop 8
	jump &function_end
:prototype
	call &next
:function_end
	get -8  store &syms
	ret
:s_function !10 ":_" !0
:s_enter "enter &F" !0 !0 !0 !0
:s_frame "=F" !0 !0

# variable(): a variable or array of the file; its symbol is the newest
:variable
	enter 16
	fetch &syms  addi -40  set -8
	lit &s_variable  push
	get -8  ld8 0  push  get -8  ld8 8  push
	call &say_name
	fetch &bss  addi 268435456  push  call &number
	lit 8  set -16                          # its bytes
	fetch &tok  is '[  jne &variable_end
	get -8  push  lit 4  st8 16
	get -8  push  fetch &asize  st8 32
	call &next
	call &constant  push  fetch &asize  mul  addi 7
	push  lit -8  and  set -16
	lit ']  push  call &expect
:variable_end
	fetch &bss  push  get -16  add  store &bss
	lit ';  push  call &expect
	ret
:s_variable !10 "=_" !0

# declaration(): one, of the file
:declaration
	enter 16
	fetch &tok  is 'enum  jne &declare
	call &enum
	ret
:declare
	call &type  jz &fail
	fetch &word  set -8
	fetch &len  set -16
	lit 3  push  lit 0  push  fetch &psize  push  call &add_symbol
	fetch &tok  is '(  jeq &declare_function
	call &variable
	ret
:declare_function
	fetch &syms  addi -40  store &syms      # functions need no symbol
	get -8  push  get -16  push  call &function
	ret

# cannot(name): the file cannot be used
:cannot
	enter 0
	lit &outbuf  store &out
	lit &s_cannot  push  call &say
	get 16  push  call &say
	lit 10  push  call &put
	lit 2  push  lit &outbuf  push
	fetch &out  push  lit &outbuf  sub  push
	call &_write
	lit 1  push  call &_exit
:s_cannot "b0: cannot use " !0

# load_file(name): its text, after what p has so far
:load_file
	enter 16
	get 16  push  lit 0  push  lit 0  push  call &_open  drop 24
	set -8
:load_more
	get -8  push  fetch &p  push
	lit &outbuf  push  fetch &p  sub  push
	call &_read  drop 24
	set -16
	push  lit 0  lt  jnz &load_bad
	fetch &p  push  get -16  add  store &p
	is &outbuf  jeq &load_bad
	get -16  jnz &load_more
	get -8  push  call &_close
	ret
:load_bad
	get 16  push  call &cannot

# main(argc, argv)
:_main
	enter 16
	get 24  push  lit 3  lt  jnz &usage
	get 16  ld8 8  store &outname
	push  lit 577  push  lit 420  push      # O_WRONLY|O_CREAT|O_TRUNC, 0644
	call &_open  drop 24
	set -8
	push  lit 0  lt  jnz &bad_output
	lit &text  push  lit 10  st1 0
	lit &text  addi 1  store &p
	get 16  addi 16  set 16
:main_file
	get 16  ld8 0  jz &main_compile
	push  call &load_file  drop 8
	get 16  addi 8  set 16
	jump &main_file
:main_compile
	lit &text  store &p
	lit &outbuf  store &out
	lit &symbols  store &syms
	call &next
:main_next
	fetch &tok  jz &main_end
	call &declaration
	jump &main_next
:main_end
	lit &s_bss  push  fetch &bss  push  call &say_n  drop 16
	lit 10  push  call &put  drop 8
	fetch &out  push  lit &outbuf  sub  set -16
	get -8  push  lit &outbuf  push  get -16  push  call &_write  drop 24
	push  get -16  eq  jz &cut
	lit 0
	ret
:cut                                            # leave no part of it
	fetch &outname  push  lit 577  push  lit 420  push  call &_open
:bad_output
	fetch &outname  push  call &cannot
:usage
	lit &s_usage  push  call &cannot
:s_bss !10 "=bss_size " !0
:s_usage "b0 OUT IN..." !0 !0 !0
