graph [
node [ id 1 valid-from "2001-02" valid-to "2003" ] node [ id 2 ] edge [ source 1 target 2 valid-from "2001-02" valid-to "2003" ]
]
