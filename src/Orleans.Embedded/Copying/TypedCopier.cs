using Orleans.Runtime;

namespace Orleans.Embedded.Copying;

internal abstract class Copier<T> : Copier
{
    /// <summary>Copies a value; null stays null.</summary>
    public abstract T Copy(T value, CopyContext context);

    public sealed override object CopyObject(object value, CopyContext context) => Copy((T)value, context)!;
}

/// <summary>For values that nobody can change.</summary>
internal sealed class SharingCopier<T> : Copier<T>
{
    public override bool Shares => true;

    public override T Copy(T value, CopyContext context) => value;
}

/// <summary>For reference types: null, and what this call has copied before, need no second copy.</summary>
internal abstract class ReferenceCopier<T> : Copier<T> where T : class
{
    public sealed override T Copy(T value, CopyContext context)
    {
        if (value is null) return null!;
        return context.TryGet(value, out var known) ? known : CopyNew(value, context);
    }

    /// <summary>Makes the copy; records it before descending into members that may point back.</summary>
    protected abstract T CopyNew(T value, CopyContext context);
}

/// <summary>For declared types that others may derive from: the run-time type decides.</summary>
internal sealed class PolymorphicCopier<T> : Copier<T> where T : class
{
    public override T Copy(T value, CopyContext context) =>
        value is null ? null! : (T)Copiers.ForRuntimeType(value.GetType()).CopyObject(value, context);
}

/// <summary>For grain and observer interfaces: only references cross. A grain that passes itself passes its reference.</summary>
internal sealed class ReferenceOnlyCopier<T> : Copier<T> where T : class
{
    public override T Copy(T value, CopyContext context) => value switch
    {
        null or GrainReference => value!,
        IGrainObserver => throw new NotSupportedException($"IGrainObserver parameters must be GrainReference or Grain and cannot be type {value.GetType()}. Did you forget to CreateObjectReference?"),
        _ => ((IAddressable)value).AsReference<T>(),
    };
}
