import type { Supplier } from './supplier.js';

/** An account's suppliers, by name, as the list shows them. */
export class SupplierShelf {
  private readonly sorted: Supplier[] = [];
  private readonly byId = new Map<string, Supplier>();

  get(id: string): Supplier | undefined {
    return this.byId.get(id.toLowerCase());
  }

  named(name: string): Supplier | undefined {
    const wanted = name.trim().toLowerCase();
    return this.sorted.find((supplier) => supplier.name.toLowerCase() === wanted);
  }

  all(): readonly Supplier[] {
    return this.sorted;
  }

  /** Adds a supplier, or takes in a change of one; a new name may change its place. */
  put(supplier: Supplier): void {
    const earlier = this.byId.get(supplier.id);
    if (earlier !== undefined) this.sorted.splice(this.sorted.indexOf(earlier), 1);
    this.byId.set(supplier.id, supplier);
    const place = this.sorted.findIndex((other) => other.name > supplier.name);
    this.sorted.splice(place === -1 ? this.sorted.length : place, 0, supplier);
  }
}
