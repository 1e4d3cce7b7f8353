namespace Fleet.WireVectors;

/// <summary>Socket.IO packets as clients send them, behind the 4 of the Engine.IO message.</summary>
public static class SocketIoPackets
{
    /// <summary>Text, and what it is: type, namespace, id, attachments, JSON.</summary>
    public static IReadOnlyList<(string Text, string Read)> Taken { get; } =
    [
        ("0", "Connect / -  0 "),
        ("0/custom,", "Connect /custom -  0 "),
        ("0/random", "Connect /random -  0 "),
        ("""0{"token":"123"}""", """Connect / -  0 {"token":"123"}"""),
        ("""0/custom,{"token":"abc"}""", """Connect /custom -  0 {"token":"abc"}"""),
        ("0/custom?a=b,{}", "Connect /custom -  0 {}"),
        ("1", "Disconnect / -  0 "),
        ("1/custom", "Disconnect /custom -  0 "),
        ("""2["message",1,"2",{"3":[true]}]""", """Event / -  0 ["message",1,"2",{"3":[true]}]"""),
        ("""2[7]""", "Event / -  0 [7]"),
        ("""2456["a"]""", """Event / 456  0 ["a"]"""),
        ("""2/custom,0["a"]""", """Event /custom 0  0 ["a"]"""),
        ("31[]", "Ack / 1  0 []"),
        ("""52-["m",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]""", """BinaryEvent / -  2 ["m",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"""),
        ("""61-/custom,789[{"_placeholder":true,"num":0}]""", """BinaryAck /custom 789  1 [{"_placeholder":true,"num":0}]"""),
    ];

    /// <summary>What ends the connection.</summary>
    public static IReadOnlyList<string> Refused { get; } =
    [
        "", "7", "abc", "2", "2{}", "2[]", "2[null]", "2[\"a\"", "2[\"a\"]x", "2abc[\"a\"]", "2\"a\"", "2[\"connect\"]", "2[\"disconnect\",1]",
        "299999999999999999999[\"a\"]", "0[]", "0\"token\"", "1{}", "3[]", "31{}", "4{\"message\":\"no\"}", "5[\"a\"]", "50-[\"a\"]", "511-[\"a\"]", "5-[\"a\"]",
        "5x-[\"a\"]", "2[\"a\",\u0001]",
    ];
}
