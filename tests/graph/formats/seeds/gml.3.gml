graph [
node [ ] node [ Foo "bar" a -Inf b 1e400 c 9999999999999999999999999999999999999999 d 1 d 2 ]
]
