using Orleans.Embedded.Calls;

namespace Orleans.Runtime;

/// <summary>A way to call one grain or observer. The emitted proxies derive from it; equal if the targets are.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly ReferenceKind _kind;
    private readonly IdSpan _key;

    internal GrainReference(ReferenceKind kind, IdSpan key)
    {
        _kind = kind;
        _key = key;
    }

    public GrainId GrainId => new(_kind.GrainType, _key);

    internal ICallRouter Router => _kind.Router;

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);

    public sealed override string ToString() => $"GrainReference:{GrainId}";
}
