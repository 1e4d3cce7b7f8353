using Orleans.Runtime;

namespace Orleans.Embedded.Calls;

/// <summary>What all references of one interface to one grain type share.</summary>
internal sealed record ReferenceKind(GrainType GrainType, ICallRouter Router);
