import type { Product } from '../model/product.js';
import { renderProduct } from '../render/render-product.js';
import type { News } from './purchase-news.js';

export function productNews(product: Product, event: 'Creation' | 'Update'): News {
  const type = 'Product/Updated';
  return {
    type,
    payload: () => ({
      NumberOfProducts: 1,
      ProductDetailsList: [{ Event: event, ...renderProduct(product) }],
      EventType: type,
    }),
  };
}
