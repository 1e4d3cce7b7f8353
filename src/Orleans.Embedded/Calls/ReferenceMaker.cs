using Orleans.Runtime;

namespace Orleans.Embedded.Calls;

/// <summary>Makes the references of one interface to one grain type.</summary>
internal sealed class ReferenceMaker(Func<ReferenceKind, IdSpan, GrainReference> factory, ReferenceKind kind)
{
    public GrainReference Create(IdSpan key) => factory(kind, key);
}
