graph [
directed 1 node [ id 1 label "Anna &amp; Co" kind "firm" graphics [ x 1.5 y -2 fill "#fff" ] ] node [ id 2 ] edge [ id "e" source 1 target 2 label "pays" type "money" weight 2.5 Count 3 ]
]
