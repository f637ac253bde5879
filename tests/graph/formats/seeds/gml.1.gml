Creator "netexplorer"
graph [
  directed 1
  multigraph 1
  label "Friends &amp; foes"
  timekind "calendar"
  node [
    id 1
    label "&#196;nn&#228; &quot;A&quot;"
    actor "a"
    kind "firm"
    start 1990
    side "east"
  ]
  node [
    id 2
    label "b"
    actor "b"
  ]
  edge [
    source 1
    target 2
    relationship "r"
    type "pays"
    start 1998
    end "2015-03"
    state "open"
    weight 2
    staff 3
  ]
  edge [
    source 1
    target 2
    relationship "r"
    type "pays"
    start "2015-04"
    end "2021-10-31"
    state "limited"
    weight 2
  ]
  edge [
    source 1
    target 2
    relationship "r"
    type "pays"
    start "2021-11-01"
    end "2022-05-19"
    state "severed"
    weight 2
    note "&#8220;so&#8221;"
  ]
]
