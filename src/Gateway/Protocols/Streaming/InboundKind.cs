namespace Fleet.Gateway.Protocols.Streaming;

internal enum InboundKind
{
    Text,
    Binary,
    TooBig,

    /// <summary>The peer says goodbye.</summary>
    Close,
}
