using System.ComponentModel.DataAnnotations;

namespace Fleet.Gateway.Protocols;

/// <summary>What the client of a socket of JSON texts may send.</summary>
public abstract class TextLimits : MessageLimits
{
    /// <summary>A larger message closes with 1009.</summary>
    [Range(1_024, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 64 * 1024;
}
