namespace Fleet.Gateway.Protocols;

internal enum InboundKind
{
    Text,
    Binary,
    TooBig,

    /// <summary>The peer says goodbye.</summary>
    Close,
}
