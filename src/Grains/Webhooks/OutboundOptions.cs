using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Fleet.Webhooks;

/// <summary>Configuration section <c>Webhooks</c>: what this system asks of servers that its users name.</summary>
public sealed class OutboundOptions : IValidatableObject
{
    public const string Section = "Webhooks";

    private IPNetwork[] _allowed = [];
    private string? _wrong;

    /// <summary>
    /// Networks in CIDR notation, with commas between, that may be called though they are not public, and in plain HTTP too.
    /// For tests and for receivers in one's own network.
    /// </summary>
    public string AllowedTargets
    {
        get => string.Join(',', _allowed);
        set => Read(value);
    }

    /// <summary>From the first look-up to the last byte of the answer that is read, seconds.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>Of an answer so many bytes are read; the rest is not fetched.</summary>
    [Range(0, 1_048_576)]
    public int MaxAnswerBytes { get; set; } = 4_096;

    /// <summary>Connections to one server at a time, from one silo.</summary>
    [Range(1, 1_000)]
    public int MaxConnectionsPerServer { get; set; } = 16;

    internal bool Allows(IPAddress address) => Array.Exists(_allowed, n => n.Contains(address));

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (_wrong is not null)
            yield return new ValidationResult($"Webhooks:AllowedTargets: '{_wrong}' is no network in CIDR notation, as 10.0.0.0/8 or ::1/128 are.");
    }

    private void Read(string? text)
    {
        _wrong = null;
        var networks = new List<IPNetwork>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(part, out var network))
                networks.Add(network);
            else
                _wrong ??= part;
        }

        _allowed = [.. networks];
    }
}
