sub_one
